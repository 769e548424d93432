import { z } from 'zod';
import { LAYOUT_KINDS } from '../families/programme-kinds.js';

export const FORMAT_SHAPES = ['16:9', '9:16', '1:1'] as const;
export type FormatShape = (typeof FORMAT_SHAPES)[number];

export const FORMAT_PRESETS = ['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium'] as const;

export const FORMAT_CODECS = ['h264', 'av1'] as const;
export type FormatCodec = (typeof FORMAT_CODECS)[number];

const FRAME_RATES = [15, 24, 25, 30, 50, 60];

const shortSidePx = z
  .number()
  .int()
  .min(180)
  .max(1_080)
  .refine((value) => value % 2 === 0, 'must be even');

const qualitySchema = z.strictObject({
  shortSidePx,
  bitrateBps: z.number().int().min(100_000).max(20_000_000),
});

/** One format of a show: a canvas of its own, with the qualities that are made of it. */
export const showFormatSchema = z.strictObject({
  shape: z.enum(FORMAT_SHAPES),
  /** AV1 wants fewer bits and more of the processor; not every player has it, so it stands beside H.264. */
  codec: z.enum(FORMAT_CODECS).optional(),
  /** 720 of 1280x720 and of 720x1280. */
  shortSidePx: shortSidePx.default(720),
  frameRate: z
    .number()
    .int()
    .refine((value) => FRAME_RATES.includes(value), `must be one of ${FRAME_RATES.join(', ')}`)
    .default(30),
  preset: z.enum(FORMAT_PRESETS).default('veryfast'),
  /** Without one, the usual qualities below the canvas. */
  ladder: z.array(qualitySchema).min(1).max(5).optional(),
  /** A layout of its own; null follows what hosts choose in the studio. */
  layout: z.enum(LAYOUT_KINDS).nullable().default(null),
  /**
   * An H.264 source that is all of the programme is its highest quality itself, not encoded again, as long as it fits.
   * Only of a show of one format.
   */
  passthrough: z.boolean().optional(),
  /** The language of captions that are drawn into the video, one of those of the show; null or none draws nothing. */
  burnedCaptions: z
    .string()
    .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/)
    .nullable()
    .optional(),
});
export type ShowFormat = z.output<typeof showFormatSchema>;

const isH264 = (format: ShowFormat | undefined): boolean => (format?.codec ?? 'h264') === 'h264';

/** The first is the main one: its address is that of the show. */
export const showFormatsSchema = z
  .array(showFormatSchema)
  .min(1)
  .max(FORMAT_SHAPES.length)
  .refine(([main]) => isH264(main), { message: 'the first format must be of the codec h264' })
  .refine(
    (formats) =>
      new Set(formats.map(({ shape, codec = 'h264' }) => `${shape} ${codec}`)).size === formats.length,
    { message: 'two formats have the same shape and codec' },
  )
  .refine(([main, ...others]) => others.every(({ frameRate }) => (main?.frameRate ?? 30) % frameRate === 0), {
    message: 'the frame rate of the first format must be a multiple of the others',
  })
  .refine((formats) => formats.length === 1 || formats.every(({ passthrough }) => !passthrough), {
    message: 'passthrough is for a show of one format',
  });

const IDS: Record<FormatShape, string> = { '16:9': 'wide', '9:16': 'portrait', '1:1': 'square' };

/** Names a format in addresses: that of the first is `main`, whatever its shape. */
export function formatIdOf(shape: FormatShape, index: number, codec: FormatCodec = 'h264'): string {
  if (index === 0) return 'main';
  return codec === 'h264' ? IDS[shape] : `${IDS[shape]}-${codec}`;
}

import { z } from 'zod';
import { PROGRAMME_LIMITS } from '#kernel';
import { type Layout, layoutSchema } from './mix/layout/layout.js';

const { rungs, rungBitrateBps, rungSidePx, audioBitrateBps } = PROGRAMME_LIMITS;

const even = z
  .number()
  .int()
  .min(rungSidePx.min)
  .max(rungSidePx.max)
  .refine((value) => value % 2 === 0, 'must be even');

const rungSchema = z.strictObject({
  /** The shorter side: 720 of 1280x720 and of 720x1280. */
  shortSidePx: even,
  /** Bits a second. */
  bitrate: z.number().int().min(rungBitrateBps.min).max(rungBitrateBps.max),
});

/** What H.264 is encoded by: a program, or a device of the machine. */
export const H264_ENCODERS = ['x264', 'nvenc', 'vaapi', 'qsv'] as const;
export type VideoEncoder = (typeof H264_ENCODERS)[number] | 'svt-av1';

const formatFields = {
  width: even.default(1_280),
  height: even.default(720),
  frameRate: z.number().int().min(10).max(60).default(30),
  rungs: z
    .array(rungSchema)
    .min(rungs.min)
    .max(rungs.max)
    .default([
      { shortSidePx: 720, bitrate: 2_800_000 },
      { shortSidePx: 480, bitrate: 1_200_000 },
      { shortSidePx: 360, bitrate: 700_000 },
    ]),
  codec: z.enum(['h264', 'av1']).default('h264'),
  preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium']).default('veryfast'),
  /** Distance of key frames, the same on every rung. */
  keyFrameSeconds: z.number().min(1).max(4).default(2),
  /** Length of a video fragment: the packager's part. */
  fragmentMs: z.number().int().min(100).max(2_000).default(500),
  /** The language of captions that are drawn into the video; none where nothing is said. */
  burnedCaptions: z.string().min(2).max(35).optional(),
};

/** The format that every programme has; the rendition ids of the others begin with the id of their format. */
export const MAIN_FORMAT = 'main';

/** One more format of the programme: a canvas of its own with its own ladder and layout. */
const furtherFormatSchema = z.strictObject({
  ...formatFields,
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .refine((id) => !['main', 'video', 'audio'].includes(id), 'is taken'),
  /** Its layout; without one that of the main format. */
  layout: layoutSchema.optional(),
});

/** What decides a programme before it starts. Nothing of it changes while it runs. */
export const programmeSettingsSchema = z
  .strictObject({
    ...formatFields,
    /** Formats beside the main one, whose fields are those of the programme itself. */
    formats: z.array(furtherFormatSchema).max(3).default([]),
    audioBitrate: z.number().int().min(audioBitrateBps.min).max(audioBitrateBps.max).default(128_000),
    /** The main format's highest rung and the audio are also given frame by frame, for receivers in real time. */
    realtime: z.boolean().default(false),
    /**
     * A source that is all of the programme is the highest rung itself where it can be, and is not encoded. Of a
     * programme of one format.
     */
    passthrough: z.boolean().default(false),
    /**
     * Whether x264 gives a rung its bits at every moment, or as many as one quality takes, up to those: a talking head
     * does not need the bits of a game.
     */
    rates: z.enum(['capped', 'steady']).default('steady'),
    /** What makes the formats of H.264; `x264` takes its place where it does not work. */
    encoder: z.enum(H264_ENCODERS).default('x264'),
    /** Of `vaapi` and `qsv`. */
    encoderDevice: z
      .string()
      .regex(/^\/dev\/dri\/renderD\d{1,3}$/)
      .default('/dev/dri/renderD128'),
    /** The program itself, or a name on the path. */
    ffmpegPath: z.string().min(1).default('ffmpeg'),
    /** Decoders kept running for the next guest. */
    warmDecoders: z.number().int().min(0).max(4).default(1),
    /** Health for this long before a rung that was shed is restored: one that flickers is worse than one that is away. */
    recoverySeconds: z.number().int().min(1).max(3_600).default(60),
  })
  .refine(({ formats }) => new Set(formats.map(({ id }) => id)).size === formats.length, {
    path: ['formats'],
    message: 'two formats have the same id',
  })
  .refine(({ codec }) => codec === 'h264', {
    path: ['codec'],
    message: 'the main format is H.264, which every player has',
  })
  .refine(({ formats, frameRate }) => formats.every((format) => frameRate % format.frameRate === 0), {
    path: ['formats'],
    message: 'the frame rate of the programme must be a multiple of the frame rate of each format',
  });

export type ProgrammeSettings = z.output<typeof programmeSettingsSchema>;
export type ProgrammeSettingsInput = z.input<typeof programmeSettingsSchema>;

/** What the packager must know of each stream. */
export interface Rendition {
  id: string;
  kind: 'video' | 'audio';
  /** The format that it is a quality of; the main one where nothing is said. */
  format?: string;
  width?: number;
  height?: number;
  frameRate?: number;
  targetBitrate: number;
}

export const SAMPLE_RATE_HZ = 48_000;
export const AUDIO_RENDITION = 'audio';

const toEven = (value: number): number => Math.round(value / 2) * 2;

/** One canvas and the ladder that is made of it. */
export type Format = Pick<ProgrammeSettings, keyof typeof formatFields | 'encoderDevice' | 'rates'> & {
  id: string;
  layout?: Layout;
  encoder: VideoEncoder;
};

/** Every format of the programme, the main one first. */
export function formatsOf(settings: ProgrammeSettings): Format[] {
  const { width, height, frameRate, rungs, codec, preset, keyFrameSeconds, fragmentMs } = settings;
  const { encoder, encoderDevice, rates, burnedCaptions, formats } = settings;
  const of = <T extends { codec: Format['codec'] }>(format: T) => ({
    ...format,
    ...{ encoder: format.codec === 'av1' ? ('svt-av1' as const) : encoder, encoderDevice, rates },
  });
  const main = {
    ...{ width, height, frameRate, rungs, codec, preset, keyFrameSeconds, fragmentMs },
    ...(burnedCaptions === undefined ? {} : { burnedCaptions }),
  };
  const further = formats.map(({ layout, ...format }) => ({ ...format, ...(layout ? { layout } : {}) }));
  return [of({ ...main, id: MAIN_FORMAT }), ...further.map(of)];
}

const renditionIdOf = (formatId: string, shortSidePx: number): string =>
  `${formatId === MAIN_FORMAT ? 'video' : formatId}-${shortSidePx}`;

/** The ladder from the highest rung down. A rung above the canvas is left out: nothing is ever enlarged. */
export function ladderOf(format: Format): Rendition[] {
  const canvasShort = Math.min(format.width, format.height);
  const kept = format.rungs.filter((rung) => rung.shortSidePx <= canvasShort);
  const rungs =
    kept.length > 0 ? kept : [{ shortSidePx: canvasShort, bitrate: format.rungs[0]?.bitrate ?? 0 }];
  return [...rungs]
    .sort((a, b) => b.shortSidePx - a.shortSidePx)
    .map((rung) => ({
      id: renditionIdOf(format.id, rung.shortSidePx),
      kind: 'video',
      ...(format.id === MAIN_FORMAT ? {} : { format: format.id }),
      width: toEven((format.width * rung.shortSidePx) / canvasShort),
      height: toEven((format.height * rung.shortSidePx) / canvasShort),
      frameRate: format.frameRate,
      targetBitrate: rung.bitrate,
    }));
}

/** The video renditions of every format. */
export const videoRenditions = (settings: ProgrammeSettings): Rendition[] =>
  formatsOf(settings).flatMap(ladderOf);

export const audioRendition = ({ audioBitrate }: ProgrammeSettings): Rendition => ({
  id: AUDIO_RENDITION,
  kind: 'audio',
  targetBitrate: audioBitrate,
});

export const renditionsOf = (settings: ProgrammeSettings): Rendition[] => [
  ...videoRenditions(settings),
  audioRendition(settings),
];

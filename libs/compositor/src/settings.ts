import { z } from 'zod';

const even = z
  .number()
  .int()
  .min(64)
  .max(3_840)
  .refine((value) => value % 2 === 0, 'must be even');

const rungSchema = z.strictObject({
  /** The shorter side of the picture: 720 of 1280x720 and of 720x1280. */
  shortSidePx: even,
  /** Bits a second. */
  bitrate: z.number().int().min(100_000).max(20_000_000),
});

/** What decides a programme before it starts. Nothing of it changes while it runs. */
export const programmeSettingsSchema = z.strictObject({
  width: even.default(1_280),
  height: even.default(720),
  frameRate: z.number().int().min(10).max(60).default(30),
  rungs: z
    .array(rungSchema)
    .min(1)
    .max(5)
    .default([
      { shortSidePx: 720, bitrate: 2_800_000 },
      { shortSidePx: 480, bitrate: 1_200_000 },
      { shortSidePx: 360, bitrate: 700_000 },
    ]),
  preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium']).default('veryfast'),
  audioBitrate: z.number().int().min(48_000).max(320_000).default(128_000),
  /** Distance of key frames, the same on every rung. */
  keyFrameSeconds: z.number().min(1).max(4).default(2),
  /** Length of a video fragment: the packager's part. */
  fragmentMs: z.number().int().min(100).max(2_000).default(500),
  /** The program itself, or a name on the path. */
  ffmpegPath: z.string().min(1).default('ffmpeg'),
  /** Decoders kept running for whoever comes next. */
  warmDecoders: z.number().int().min(0).max(4).default(1),
  /** Health for this long before a rung that was shed comes back: one that comes and goes is worse than one that is away. */
  recoverySeconds: z.number().int().min(1).max(3_600).default(60),
});

export type ProgrammeSettings = z.output<typeof programmeSettingsSchema>;
export type ProgrammeSettingsInput = z.input<typeof programmeSettingsSchema>;

/** What the packager must know of each stream. */
export interface Rendition {
  id: string;
  kind: 'video' | 'audio';
  width?: number;
  height?: number;
  frameRate?: number;
  targetBitrate: number;
}

export const SAMPLE_RATE_HZ = 48_000;
export const AUDIO_RENDITION = 'audio';

const toEven = (value: number): number => Math.round(value / 2) * 2;

/** The ladder from the highest rung down. A rung above the canvas is left out: nothing is ever enlarged. */
export function videoRenditions(settings: ProgrammeSettings): Rendition[] {
  const canvasShort = Math.min(settings.width, settings.height);
  const kept = settings.rungs.filter((rung) => rung.shortSidePx <= canvasShort);
  const rungs =
    kept.length > 0 ? kept : [{ shortSidePx: canvasShort, bitrate: settings.rungs[0]?.bitrate ?? 0 }];
  return [...rungs]
    .sort((a, b) => b.shortSidePx - a.shortSidePx)
    .map((rung) => ({
      id: `video-${rung.shortSidePx}`,
      kind: 'video',
      width: toEven((settings.width * rung.shortSidePx) / canvasShort),
      height: toEven((settings.height * rung.shortSidePx) / canvasShort),
      frameRate: settings.frameRate,
      targetBitrate: rung.bitrate,
    }));
}

export function renditionsOf(settings: ProgrammeSettings): Rendition[] {
  return [
    ...videoRenditions(settings),
    { id: AUDIO_RENDITION, kind: 'audio', targetBitrate: settings.audioBitrate },
  ];
}

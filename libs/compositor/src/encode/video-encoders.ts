import type { Format, Rendition, VideoEncoder } from '../settings.js';

type Preset = Format['preset'];

export interface RungWishes {
  rung: Rendition;
  /** Frames of another encoder may follow: key frames bring their parameter sets. */
  hasSetsInStream: boolean;
}

/** How one encoder makes a rung, as FFmpeg's options. */
interface EncoderOptions {
  /** FFmpeg's name of it. */
  name: string;
  /** Before the input: the device that it runs on. */
  device?(path: string): string[];
  /** Ends the filter of a rung: brings its frames to where the encoder takes them. */
  upload?: string;
  /** Effort and form of the stream. */
  effort(format: Format, wishes: RungWishes): string[];
  /** How many bits a second. */
  rate(format: Format, kilobits: number): string[];
  /** Nothing but `-force_key_frames` makes key frames, and each of them can be begun with. */
  keys: string[];
  /** It makes no key frame on request, only one each so many frames: at each part, wherever a process begins. */
  countsKeys?: true;
  /** Of a device: one that hangs must give way to x264 before the start of the show is given up. */
  startsWithinMs?: number;
}

/** One that was asleep takes a second. */
const DEVICE_STARTS_WITHIN_MS = 8_000;

/** The bits of the rung whatever it shows; a second of them at once at most, so parts stay as a player expects them. */
const steady = (_format: Format, kilobits: number): string[] => [
  ...['-b:v', `${kilobits}k`, '-maxrate', `${Math.round(kilobits * 1.1)}k`, '-bufsize', `${kilobits}k`],
];

/** x264's own measure of quality: better than this is not seen at the bits of a rung. */
const QUALITY = 23;

/** As many bits as one quality takes, and those of the rung at most. */
const capped = (format: Format, kilobits: number): string[] =>
  format.rates === 'steady'
    ? steady(format, kilobits)
    : ['-crf', `${QUALITY}`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits}k`];

/**
 * The half-pixel search of `veryfast` takes a fifth of its time and gains 0.06 dB at these bitrates: decision 0035.
 * Faster presets do not make it, and who chooses a slower one wants what it costs.
 */
function x264Parameters({ preset }: Format, { hasSetsInStream }: RungWishes): string[] {
  const parameters = [
    ...(preset === 'veryfast' ? ['subme=1'] : []),
    ...(hasSetsInStream ? ['repeat-headers=1'] : []),
  ];
  return parameters.length === 0 ? [] : ['-x264-params', parameters.join(':')];
}

const x264: EncoderOptions = {
  name: 'libx264',
  effort: (format, wishes) => [
    ...['-preset', format.preset, '-tune', 'zerolatency', ...x264Parameters(format, wishes)],
    ...['-profile:v', 'high', '-threads', '1', '-pix_fmt', 'yuv420p'],
  ],
  rate: capped,
  keys: ['-sc_threshold', '0'],
};

const NVENC_EFFORT: Record<Preset, string> = {
  ...{ ultrafast: 'p1', superfast: 'p2', veryfast: 'p3', faster: 'p4', fast: 'p5', medium: 'p6' },
};

const nvenc: EncoderOptions = {
  name: 'h264_nvenc',
  effort: ({ preset }) => [
    ...['-preset', NVENC_EFFORT[preset], '-tune', 'll', '-rc', 'vbr', '-profile:v', 'high'],
    // It holds frames back for as many as it works on at once.
    ...['-bf', '0', '-delay', '0', '-zerolatency', '1', '-pix_fmt', 'yuv420p'],
  ],
  rate: steady,
  keys: ['-no-scenecut', '1', '-forced-idr', '1'],
  startsWithinMs: DEVICE_STARTS_WITHIN_MS,
};

const vaapi: EncoderOptions = {
  name: 'h264_vaapi',
  device: (path) => ['-vaapi_device', path],
  upload: 'format=nv12,hwupload',
  effort: () => ['-profile:v', 'high', '-bf', '0', '-async_depth', '1'],
  rate: steady,
  keys: [],
  startsWithinMs: DEVICE_STARTS_WITHIN_MS,
};

const QSV_EFFORT: Record<Preset, string> = {
  ...{ ultrafast: 'veryfast', superfast: 'veryfast', veryfast: 'veryfast' },
  ...{ faster: 'faster', fast: 'fast', medium: 'medium' },
};

const qsv: EncoderOptions = {
  name: 'h264_qsv',
  device: (path) => ['-init_hw_device', `qsv=qsv:hw,child_device=${path}`],
  effort: ({ preset }) => [
    ...['-preset', QSV_EFFORT[preset], '-profile:v', 'high', '-bf', '0', '-async_depth', '1'],
    ...['-pix_fmt', 'nv12'],
  ],
  rate: steady,
  keys: ['-forced_idr', '1'],
  startsWithinMs: DEVICE_STARTS_WITHIN_MS,
};

const SVT_EFFORT: Record<Preset, number> = {
  ...{ ultrafast: 12, superfast: 12, veryfast: 12, faster: 11, fast: 10, medium: 9 },
};

const svtAv1: EncoderOptions = {
  name: 'libsvtav1',
  effort: ({ preset }) => [
    ...['-preset', `${SVT_EFFORT[preset]}`],
    // Frames in their own order, none held back, by one processor.
    ...['-svtav1-params', 'pred-struct=1:lookahead=0:scd=0:lp=1', '-pix_fmt', 'yuv420p'],
  ],
  rate: steady,
  keys: [],
  countsKeys: true,
};

const ENCODERS: Record<VideoEncoder, EncoderOptions> = { x264, nvenc, vaapi, qsv, 'svt-av1': svtAv1 };

export const optionsOf = ({ encoder }: Pick<Format, 'encoder'>): EncoderOptions => ENCODERS[encoder];

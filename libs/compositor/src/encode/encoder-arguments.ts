import { type Format, type ProgrammeSettings, type Rendition, SAMPLE_RATE_HZ } from '../settings.js';
import { optionsOf, type RungWishes } from './video-encoders.js';

type VideoTiming = Pick<Format, 'keyFrameSeconds' | 'fragmentMs' | 'frameRate'>;

/** One encoder process as pure data: one input on standard input, one pipe for each output. */
export interface EncoderPlan {
  kind: 'video' | 'audio';
  input: string[];
  filter: string[];
  outputs: EncoderOutput[];
  /** Frames as soon as they are encoded, through a pipe of their own behind those of the outputs. */
  realtime?: RealtimePlan;
}

interface EncoderOutput {
  renditionId: string;
  options: string[];
  mux?: EncoderMux;
  /** AAC comes frame by frame in ADTS, with this bitrate: fragments are made of it on this side. */
  adtsBitrate?: number;
  /** Key frames bring their parameter sets, and the map says so: frames of another encoder may follow. */
  hasSetsInStream?: true;
}

/** How an output is written to its pipe; without it the options say so themselves. */
interface EncoderMux {
  format: string;
  options: Record<string, string>;
}

export type RealtimePlan =
  /** The first output, written twice: no second encode. */
  | { wrap: 'flv' }
  /** The same samples in another codec. */
  | { wrap: 'opus'; options: string[] };

/** Every rung is scaled from the one above it: the smaller image costs less to read. */
function ladderFilter(format: Format, ladder: readonly Rendition[]): string[] {
  const { upload } = optionsOf(format);
  const parts: string[] = [];
  let source = '0:v';
  ladder.forEach((rung, index) => {
    const isLast = index === ladder.length - 1;
    const isCanvas = rung.width === format.width && rung.height === format.height;
    const scale = isCanvas ? 'null' : `scale=${rung.width}:${rung.height}:flags=bilinear`;
    const out = upload === undefined ? `out${index}` : `up${index}`;
    parts.push(`[${source}]${scale}${isLast ? `[${out}]` : `,split=2[${out}][from${index}]`}`);
    if (upload !== undefined) parts.push(`[${out}]${upload}[out${index}]`);
    source = `from${index}`;
  });
  return parts;
}

/** Frames that x264 or a device encodes before it is needed, so that it exists and its map is known. */
const WARM_UP_FRAMES = 2;
/** Part boundaries after a start at which a process writes key frames: renditions may be one part apart. */
const KEY_PARTS = 2;

/**
 * Key frames of a process that starts at any frame of the programme: its warm-up frames, its first frame, the next
 * part boundaries (a rendition that was a part further ahead continues there), then every boundary of the segments.
 * Time stamps count from a segment boundary, so the grid is the programme's own.
 */
function keyFrameExpression(
  { keyFrameSeconds, fragmentMs, frameRate }: VideoTiming,
  everySeconds = keyFrameSeconds,
): string {
  const half = 0.5 / frameRate;
  const early = WARM_UP_FRAMES + Math.ceil((KEY_PARTS * fragmentMs * frameRate) / 1_000) + 1;
  const part = `gte(t-prev_forced_t+${half.toFixed(4)},${fragmentMs / 1_000})`;
  const segment = (time: string) => `floor((${time}+${half.toFixed(4)})/${everySeconds})`;
  const grid = `gt(${segment('t')},${segment('prev_forced_t')})`;
  return `expr:if(lt(n,${WARM_UP_FRAMES}),1,lt(n,${early})*${part}+${grid})`;
}

/** Frames of a part, for encoders that make a key frame each so many frames and none on request. */
function countedKeyFrames({ fragmentMs, frameRate }: VideoTiming): number {
  const frames = (fragmentMs * frameRate) / 1_000;
  if (!Number.isInteger(frames))
    throw new Error(`parts of ${fragmentMs} ms at ${frameRate} frames a second are no whole frames`);
  return frames;
}

/**
 * Frames that a process of this encoder is given at its start. One that counts its key frames has its next one after whole
 * parts, and its muxer writes the map with the second key frame: two parts.
 */
export const warmUpFramesOf = (format: Format): number =>
  optionsOf(format).countsKeys ? 2 * countedKeyFrames(format) : WARM_UP_FRAMES;

/** When key frames are made. */
function keyFrameOptions(format: Format, isRealtime: boolean): string[] {
  const { keyFrameSeconds, frameRate } = format;
  const isCounted = optionsOf(format).countsKeys === true;
  const frames = isCounted ? countedKeyFrames(format) : Math.round(keyFrameSeconds * frameRate);
  const distance = ['-g', `${frames}`, '-keyint_min', `${frames}`];
  if (isCounted) return distance;
  const everySeconds = isRealtime ? realtimeKeySeconds(format) : undefined;
  return [...distance, '-force_key_frames', keyFrameExpression(format, everySeconds)];
}

/** A receiver in real time waits for a key frame, so long at most where parts allow it. */
const REALTIME_KEY_MS = 500;

/**
 * Distance of key frames where receivers in real time are served: whole parts, since FFmpeg cuts a fragment at each key
 * frame, and a divisor of the segment.
 */
function realtimeKeySeconds({ keyFrameSeconds, fragmentMs }: VideoTiming): number {
  const parts = Math.round((keyFrameSeconds * 1_000) / fragmentMs);
  const fits = (each: number) => parts % each === 0 && each * fragmentMs <= REALTIME_KEY_MS;
  const each = Array.from({ length: parts }, (_, index) => parts - index).find(fits) ?? 1;
  return (each * fragmentMs) / 1_000;
}

const CMAF = '+cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer';

function rungOptions(format: Format, index: number, wishes: RungWishes & { isRealtime: boolean }): string[] {
  const { rung, isRealtime } = wishes;
  const encoder = optionsOf(format);
  const kilobits = Math.round(rung.targetBitrate / 1_000);
  const colours = '-color_range tv -colorspace smpte170m -color_primaries smpte170m -color_trc bt709';
  return [
    ...['-map', `[out${index}]`, '-an', '-c:v', encoder.name, ...encoder.effort(format, wishes)],
    ...['-fps_mode', 'passthrough', ...encoder.rate(format, kilobits), ...encoder.keys],
    ...keyFrameOptions(format, isRealtime),
    ...colours.split(' '),
  ];
}

const rungMux = ({ fragmentMs }: Format): EncoderMux => ({
  format: 'mp4',
  options: {
    movflags: `${CMAF}+frag_keyframe`,
    frag_duration: `${fragmentMs * 1_000}`,
    flush_packets: '1',
  },
});

export interface VideoPlanOptions {
  /** Its first rendition is also given frame by frame. */
  isRealtime?: boolean;
  /** Frames of another encoder may take the place of this rendition's. */
  copiedId?: string | undefined;
}

/** Frames come with their time stamps (IVF), since a process may start at any frame of the programme. */
export function videoEncoderPlan(
  format: Format,
  ladder: readonly Rendition[],
  { isRealtime = false, copiedId }: VideoPlanOptions = {},
): EncoderPlan {
  return {
    kind: 'video',
    input: [
      ...['-hide_banner', '-nostats', '-loglevel', 'warning', '-probesize', '32', '-analyzeduration', '0'],
      ...(optionsOf(format).device?.(format.encoderDevice) ?? []),
      ...['-threads', '1', '-filter_complex_threads', '1', '-f', 'ivf'],
    ],
    filter: ladderFilter(format, ladder),
    outputs: ladder.map((rung, index) => {
      const hasSetsInStream = rung.id === copiedId;
      return {
        renditionId: rung.id,
        options: rungOptions(format, index, {
          ...{ rung, hasSetsInStream },
          isRealtime: isRealtime && index === 0,
        }),
        mux: rungMux(format),
        ...(hasSetsInStream ? { hasSetsInStream } : {}),
      };
    }),
    ...(isRealtime ? { realtime: { wrap: 'flv' } } : {}),
  };
}

/** The fast one takes a third of the time, and is the better one too where bits are not scarce (FFmpeg's own manual). */
const aacCoder = (bitrate: number): string => (bitrate >= 96_000 ? 'fast' : 'twoloop');

/** Audio is cut frame by frame: its 21.33 ms never meet a part's length, so the packager does the cutting. */
export function audioEncoderPlan(settings: ProgrammeSettings, rendition: Rendition): EncoderPlan {
  return {
    kind: 'audio',
    input: [
      ...['-hide_banner', '-nostats', '-loglevel', 'warning', '-probesize', '32', '-analyzeduration', '0'],
      ...['-f', 'f32le', '-ar', `${SAMPLE_RATE_HZ}`, '-ac', '2'],
    ],
    filter: [],
    outputs: [
      {
        renditionId: rendition.id,
        options: [
          ...['-map', '0:a', '-vn', '-c:a', 'aac', '-aac_coder', aacCoder(settings.audioBitrate)],
          ...['-b:a', `${settings.audioBitrate}`],
          ...['-f', 'adts', '-flush_packets', '1'],
        ],
        adtsBitrate: settings.audioBitrate,
      },
    ],
    ...(settings.realtime ? { realtime: { wrap: 'opus', options: OPUS } } : {}),
  };
}

/** Frames of 20 ms, as every browser wants them. */
const OPUS = [
  ...[
    '-map',
    '0:a',
    '-vn',
    '-c:a',
    'libopus',
    '-b:a',
    '96k',
    '-frame_duration',
    '20',
    '-application',
    'audio',
  ],
  ...['-compression_level', '5', '-f', 'mp4', '-use_editlist', '0'],
  ...['-movflags', `${CMAF}+frag_every_frame`, '-flush_packets', '1'],
];

/** Samples of one AAC frame. Every audio run starts on the grid of frames of the first one. */
export const AAC_FRAME_SAMPLES = 1_024;

/** FFmpeg's arguments: the input, then each output to a pipe of its own. */
export function encoderArguments({ input, filter, outputs, realtime }: EncoderPlan): string[] {
  const realtimePipe = outputDescriptor(outputs.length);
  return [
    ...[...input, '-i', 'pipe:0'],
    ...(filter.length > 0 ? ['-filter_complex', filter.join(';')] : []),
    ...outputs.flatMap(({ options, mux }, index) => {
      const twice = realtime?.wrap === 'flv' && index === 0 ? realtimePipe : undefined;
      return [...options, ...muxArguments(mux, outputDescriptor(index), twice)];
    }),
    ...(realtime?.wrap === 'opus' ? [...realtime.options, `pipe:${realtimePipe}`] : []),
  ];
}

function muxArguments(mux: EncoderMux | undefined, pipe: number, flvPipe: number | undefined): string[] {
  if (mux === undefined) return [`pipe:${pipe}`];
  const options = Object.entries(mux.options);
  if (flvPipe === undefined)
    return ['-f', mux.format, ...options.flatMap(([name, value]) => [`-${name}`, value]), `pipe:${pipe}`];
  const slave = (format: string, given: readonly (readonly [string, string])[], to: number) =>
    `[${[['f', format] as const, ...given].map((pair) => pair.join('=')).join(':')}]pipe\\:${to}`;
  const flv = [['flvflags', 'no_duration_filesize'] as const, ['flush_packets', '1'] as const];
  // Both muxers want the parameter sets once, apart, which `tee` does not know of them.
  return [
    '-flags',
    '+global_header',
    '-f',
    'tee',
    `${slave(mux.format, options, pipe)}|${slave('flv', flv, flvPipe)}`,
  ];
}

/** Standard output, then what follows standard error. */
export const outputDescriptor = (index: number): number => (index === 0 ? 1 : index + 2);

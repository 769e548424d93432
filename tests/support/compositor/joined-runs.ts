// The runs of one rendition put one after the other, as a packager would, and read back with FFmpeg.
import {
  FragmentSplitter,
  isSyncSample,
  type Mp4Sample,
  moveFragment,
  parseTrackInit,
  readFragment,
} from '#media';
import { type RecordedRun, readDecoded } from './recording-sink.js';

/** The encoder's delay: the first frame of every audio run. */
const PRIMING_SAMPLES = 1_024;
const TONE_HZ = 440;
const SAMPLE_RATE_HZ = 48_000;
/** Around each place where a run takes over. */
const LISTENED_SAMPLES = 4_800;

export interface JoinedRuns {
  /** Different maps. */
  maps: number;
  /** Every run begins with a key frame. */
  firstFrameIsKey: boolean;
  /** Units that are missing or there twice where a run takes over. */
  holes: string[];
  endUnit: number;
  decodedFrames: number;
  /** What is left around the joints when a tone is taken away: a click, if there is one. */
  residualDbfs: number;
}

interface Fragment {
  bytes: Buffer;
  startUnit: number;
  endUnit: number;
  samples: Mp4Sample[];
}

function fragmentsOf(run: RecordedRun): { map: Buffer; fragments: Fragment[] } {
  const splitter = new FragmentSplitter();
  const pieces = run.chunks.flatMap((chunk) => splitter.push(chunk));
  const init = parseTrackInit(pieces[0]?.bytes ?? Buffer.alloc(0));
  const perUnit = init.timescaleHz / run.start.perSecond;
  const offset = run.start.units - (run.kind === 'audio' ? PRIMING_SAMPLES : 0);
  const fragments = pieces.slice(1).flatMap(({ bytes }) => {
    const samples = readFragment(bytes, init.defaults);
    const [first, last] = [samples[0], samples.at(-1)] as [Mp4Sample, Mp4Sample];
    const startUnit = first.decodeTicks / perUnit + offset;
    if (startUnit < run.start.units) return [];
    moveFragment(bytes, offset * perUnit);
    return [
      { bytes, samples, startUnit, endUnit: (last.decodeTicks + last.durationTicks) / perUnit + offset },
    ];
  });
  return { map: init.bytes, fragments };
}

/**
 * All runs as one: on a busy machine an encoder may be taken for hung, and its spare goes on. Audio begins without the
 * encoder's delay.
 */
export function joinRuns(runs: readonly RecordedRun[]): RecordedRun {
  const [first] = runs as [RecordedRun];
  const parsed = runs.map(fragmentsOf);
  const fragments = parsed.flatMap((run) => run.fragments.map(({ bytes }) => bytes));
  return { ...first, chunks: [parsed[0]?.map ?? Buffer.alloc(0), ...fragments] };
}

export async function joinedRuns(runs: readonly RecordedRun[]): Promise<JoinedRuns> {
  const parsed = runs.map(fragmentsOf);
  const [first] = runs as [RecordedRun];
  const all = parsed.flatMap(({ fragments }) => fragments);
  const holes = all.slice(1).flatMap(({ startUnit }, index) => {
    const { endUnit } = all[index] as Fragment;
    return startUnit === endUnit ? [] : [`${endUnit} to ${startUnit}`];
  });
  const chunks = [parsed[0]?.map ?? Buffer.alloc(0), ...all.map(({ bytes }) => bytes)];
  const joined = { ...first, chunks };
  return {
    maps: new Set(parsed.map(({ map }) => map.toString('base64'))).size,
    firstFrameIsKey: parsed.every(({ fragments }) => fragments[0]?.samples.slice(0, 1).every(isSyncSample)),
    holes,
    endUnit: all.at(-1)?.endUnit ?? 0,
    decodedFrames: first.kind === 'video' ? await countFrames(joined) : 0,
    residualDbfs: first.kind === 'audio' ? await residualAt(joined, runs.slice(1)) : Number.NEGATIVE_INFINITY,
  };
}

async function countFrames(joined: RecordedRun): Promise<number> {
  let frames = 0;
  const size = 16;
  const options = [
    '-vf',
    `scale=${size}:${size}`,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
  ];
  await readDecoded(joined, options, size * size, () => {
    frames += 1;
  });
  return frames;
}

/** A tone is what twice its cosine times the sample before, less the one before that, foretells. */
async function residualAt(joined: RecordedRun, runs: readonly RecordedRun[]): Promise<number> {
  const pieces: Float32Array[] = [];
  const options = ['-af', 'pan=mono|c0=c0', '-f', 'f32le', '-ar', `${SAMPLE_RATE_HZ}`];
  await readDecoded(joined, options, 4, (piece) => pieces.push(new Float32Array([piece.readFloatLE()])));
  const samples = Float32Array.from(pieces, ([sample = 0]) => sample);
  const factor = 2 * Math.cos((2 * Math.PI * TONE_HZ) / SAMPLE_RATE_HZ);
  let worst = 0;
  for (const { start } of runs) {
    const at = start.units - joined.start.units;
    for (let i = Math.max(2, at - LISTENED_SAMPLES); i < at + LISTENED_SAMPLES; i += 1) {
      const foretold = factor * (samples[i - 1] ?? 0) - (samples[i - 2] ?? 0);
      worst = Math.max(worst, Math.abs((samples[i] ?? 0) - foretold));
    }
  }
  return 20 * Math.log10(worst);
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  audioEncoderPlan,
  type EncoderPlan,
  type Format,
  formatsOf,
  Programme,
  programmeSettingsSchema,
  type Rendition,
  videoEncoderPlan,
} from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { bringOn } from '../../support/compositor/bring-on.js';
import { RecordingSink } from '../../support/compositor/recording-sink.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { CpuMeter, type CpuUse } from '../../support/meters/cpu-meter.js';
import { mean } from '../../support/meters/statistics.js';
import type { Bench, Scenario } from '../scenario.js';
import { type BusyGuest, busyGuest } from '../stage/moving-clips.js';

const run = promisify(execFile);
/** Told once a second: what the start of everything took, code that is compiled included, is in the first ones. */
const SETTLING_REPORTS = 10;
const RAW_VIDEO =
  '-threads 1 -filter_complex_threads 1 -f rawvideo -pix_fmt yuv420p -video_size 1280x720 -framerate 30'.split(
    ' ',
  );
const RAW_AUDIO = '-f f32le -ar 48000 -ac 2'.split(' ');
/** Of programme and reference, one after the other. */
const TURNS = 2;

interface Measured {
  use: CpuUse;
  /** Of the main thread: the senders, the link to the mixing thread, and this meter. */
  mainThreadCores: number;
  tickMs: number;
  repeated: number;
  late: number;
  sink: RecordingSink;
  renditions: Rendition[];
}

async function measure(bench: Bench, guests: readonly BusyGuest[], seconds: number): Promise<Measured> {
  const sink = new RecordingSink();
  const programme = await Programme.create({}, sink, { clock: systemClock, log: silentLog });
  bench.lifetime.adopt(() => programme.close());
  for (const [index, { video, audio }] of guests.entries()) {
    const id = `guest-${index}`;
    await bringOn(programme, { id, name: `Guest ${index + 1}`, video, audio });
  }
  await settled(programme);
  const before = programme.health();
  const meter = CpuMeter.start(process.pid);
  const mainBefore = process.threadCpuUsage();
  // The time that is measured.
  await systemClock.sleep(seconds * 1_000);
  const { user, system } = process.threadCpuUsage(mainBefore);
  const use = meter.stop();
  const after = programme.health();
  await programme.close();
  return {
    use,
    mainThreadCores: (user + system) / 1e6 / seconds,
    tickMs: after?.tickMsMedian ?? 0,
    repeated: (after?.repeatedFrames ?? 0) - (before?.repeatedFrames ?? 0),
    late: (after?.lateTicks ?? 0) - (before?.lateTicks ?? 0),
    sink,
    renditions: programme.renditions,
  };
}

function settled(programme: Programme): Promise<void> {
  let reports = 0;
  return new Promise((resolve) => {
    programme.events.on('health', () => {
      reports += 1;
      if (reports === SETTLING_REPORTS) resolve();
    });
  });
}

/** The same ladder from a file, at the same pace, by FFmpeg alone. */
async function encodeAlone(plan: EncoderPlan, input: readonly string[], file: string): Promise<void> {
  const filter = plan.filter.length > 0 ? ['-filter_complex', plan.filter.join(';')] : [];
  const muxed = ({ mux }: EncoderPlan['outputs'][number]): string[] =>
    mux
      ? ['-f', mux.format, ...Object.entries(mux.options).flatMap(([key, value]) => [`-${key}`, value])]
      : [];
  const outputs = plan.outputs.flatMap((each) => [...each.options, ...muxed(each), '-y', '/dev/null']);
  const child = spawn(
    'ffmpeg',
    ['-v', 'error', '-nostats', '-re', ...input, '-i', file, ...filter, ...outputs],
    {
      stdio: 'ignore',
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`FFmpeg alone ended with ${code}: there is nothing to compare with`);
}

/** What the four guests looked and sounded like, as files for FFmpeg alone. */
async function keep(bench: Bench, { sink, renditions }: Measured, seconds: number) {
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const path = (name: string) => join(folder.path, name);
  for (const [id, name] of [
    ['video-720', 'video'],
    ['audio', 'audio'],
  ] as const) {
    await writeFile(path(`${name}.mp4`), Buffer.concat(sink.of(id)[0]?.chunks ?? []));
  }
  const from = ['-v', 'error', '-ss', '2', '-t', `${seconds}`];
  const asRawVideo = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', path('video')];
  await run('ffmpeg', [...from, '-i', path('video.mp4'), ...asRawVideo]);
  await run('ffmpeg', [...from, '-i', path('audio.mp4'), '-f', 'f32le', '-ac', '2', path('audio')]);
  const settings = programmeSettingsSchema.parse({});
  const format = formatsOf(settings)[0] as Format;
  const ladder = renditions.filter((one) => one.kind === 'video');
  const audio = renditions.find((one) => one.kind === 'audio') as Rendition;
  return async (): Promise<CpuUse> => {
    const meter = CpuMeter.start(process.pid);
    await Promise.all([
      encodeAlone(videoEncoderPlan(format, ladder), RAW_VIDEO, path('video')),
      encodeAlone(audioEncoderPlan(settings, audio), RAW_AUDIO, path('audio')),
    ]);
    return meter.stop();
  };
}

/** In turn, since a machine that others share changes its speed by the minute. */
async function inTurn(bench: Bench, guests: readonly BusyGuest[], seconds: number) {
  const four: Measured[] = [];
  const alone: CpuUse[] = [];
  let encode: (() => Promise<CpuUse>) | undefined;
  for (let turn = 1; turn <= TURNS; turn += 1) {
    bench.progress(`four guests, turn ${turn}`);
    const measured = await measure(bench, guests, seconds);
    four.push(measured);
    encode ??= await keep(bench, measured, seconds);
    bench.progress(`the ladder alone, turn ${turn}`);
    alone.push(await encode());
  }
  return { four, alone };
}

const coresOf = ({ coresOf: cores }: CpuUse, ...kinds: string[]): number =>
  kinds.reduce((sum, kind) => sum + (cores[kind] ?? 0), 0);

async function runAll(bench: Bench) {
  const seconds = bench.mode === 'quick' ? 8 : 20;
  const guests = await Promise.all(Array.from({ length: 4 }, (_, index) => busyGuest(index)));
  const { four, alone } = await inTurn(bench, guests, seconds);
  const ofFour = (pick: (measured: Measured) => number) => mean(four.map(pick));
  const wholeCores = ofFour(({ use }) => use.totalCores);
  const aloneCores = mean(alone.map(({ totalCores }) => totalCores));
  const points: [number, number][] = [];
  for (const count of bench.mode === 'quick' ? [12] : [0, 1, 2, 8, 12]) {
    bench.progress(`${count} guests`);
    const some = Array.from({ length: count }, (_, index) => guests[index % guests.length] as BusyGuest);
    points.push([count, (await measure(bench, some, 8)).use.totalCores]);
  }
  points.push([4, wholeCores]);
  points.sort((a, b) => a[0] - b[0]);
  const twelve = points.find(([count]) => count === 12)?.[1];
  return {
    figures: {
      wholeCores,
      aloneCores,
      ratio: wholeCores / aloneCores,
      encoderCores: ofFour(({ use }) => coresOf(use, 'ffmpeg video encoder', 'ffmpeg audio encoder')),
      decoderCores: ofFour(({ use }) => coresOf(use, 'ffmpeg decoder')),
      nodeCores: ofFour(({ use }) => coresOf(use, 'other')),
      mainThreadCores: ofFour(({ mainThreadCores }) => mainThreadCores),
      tickMs: ofFour(({ tickMs }) => tickMs),
      repeatedFrames: Math.max(...four.map(({ repeated }) => repeated)),
      lateTicks: Math.max(...four.map(({ late }) => late)),
      ...(twelve === undefined ? {} : { twelveCores: twelve }),
    },
    plots: { guests: [{ name: 'whole programme', points }] },
  };
}

const AT_ITS_EDGE =
  'At its edge on a machine whose speed changes by the minute: the same FFmpeg alone took 0.47 to 0.59 of a core on different days. The encoders are FFmpeg’s own cost; canvas, mixer and senders are what could be made less, by handing frames to the encoders without a copy.';

export const scenario: Scenario = {
  name: 'programme-cpu',
  title: 'CPU of a programme',
  explains:
    'Guests who send 640x360 VP8 at 30 a second and Opus, composed into 1280x720 at 30 a second and encoded as 720p, 480p and 360p with audio; the senders run in the same process and are counted. Beside it FFmpeg alone, which encodes the same frames and audio from files at the same pace.',
  figures: [
    {
      key: 'wholeCores',
      title: 'four guests',
      unit: 'core',
      beside: 'aloneCores',
      goal: { atMost: 0.7 },
      whenMissed: AT_ITS_EDGE,
    },
    { key: 'aloneCores', title: 'FFmpeg alone, from files', unit: 'core' },
    {
      key: 'ratio',
      title: 'four guests to FFmpeg alone',
      unit: 'times',
      goal: { atMost: 1.4 },
      whenMissed: AT_ITS_EDGE,
    },
    { key: 'encoderCores', title: 'encoders, of the four guests', unit: 'core' },
    { key: 'decoderCores', title: 'decoders, of the four guests', unit: 'core' },
    { key: 'nodeCores', title: 'canvas, mixer, senders, of the four guests', unit: 'core' },
    { key: 'mainThreadCores', title: 'senders, link and meter, of that', unit: 'core' },
    { key: 'twelveCores', title: 'twelve guests', unit: 'core', goal: { atMost: 1.3 } },
    { key: 'tickMs', title: 'one tick, median', unit: 'ms' },
    { key: 'repeatedFrames', title: 'frames repeated', unit: 'frames' },
    { key: 'lateTicks', title: 'ticks late by half a tick', unit: 'ticks' },
  ],
  plots: [{ key: 'guests', title: 'CPU over guests', x: 'guests', y: 'core' }],
  runs: { quick: 1, full: 3 },
  run: runAll,
};

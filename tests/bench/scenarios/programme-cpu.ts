import type { CpuUse } from '../../support/meters/cpu-meter.js';
import { mean } from '../../support/meters/statistics.js';
import type { Bench, Scenario } from '../scenario.js';
import { ladderAlone, type MeasuredProgramme, measureProgramme } from '../stage/measured-programme.js';
import { type BusyGuest, busyGuest } from '../stage/moving-clips.js';

/** Of programme and reference, one after the other. */
const TURNS = 2;

/** In turn, since a machine that others share changes its speed by the minute. */
async function inTurn(bench: Bench, guests: readonly BusyGuest[], seconds: number) {
  const four: MeasuredProgramme[] = [];
  const alone: CpuUse[] = [];
  let encode: (() => Promise<CpuUse>) | undefined;
  for (let turn = 1; turn <= TURNS; turn += 1) {
    bench.progress(`four guests, turn ${turn}`);
    const measured = await measureProgramme(bench, guests, seconds);
    four.push(measured);
    encode ??= await ladderAlone(bench, measured, seconds);
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
  const ofFour = (pick: (measured: MeasuredProgramme) => number) => mean(four.map(pick));
  const wholeCores = ofFour(({ use }) => use.totalCores);
  const aloneCores = mean(alone.map(({ totalCores }) => totalCores));
  const points: [number, number][] = [];
  for (const count of bench.mode === 'quick' ? [12] : [0, 1, 2, 8, 12]) {
    bench.progress(`${count} guests`);
    const some = Array.from({ length: count }, (_, index) => guests[index % guests.length] as BusyGuest);
    points.push([count, (await measureProgramme(bench, some, 8)).use.totalCores]);
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

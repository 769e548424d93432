import { Programme } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { cameraTrack, microphoneTrack, opusUnits, vp8Units } from '../../support/compositor/guests.js';
import { OnsetFinder } from '../../support/compositor/onsets.js';
import { type RecordedRun, RecordingSink, readDecoded } from '../../support/compositor/recording-sink.js';
import type { SyntheticTrack } from '../../support/compositor/synthetic-track.js';
import { median } from '../../support/meters/statistics.js';
import type { Bench, Curve, Scenario, ScenarioRun } from '../scenario.js';

const FRAME_RATE = 30;
const SAMPLE_RATE = 48_000;
/** The encoder that made the clip looks this far ahead: 312 samples. */
const OPUS_LOOK_AHEAD_MS = 6.5;
/** Until the sender's reports came in and the audio has settled. */
const SETTLE_SECONDS = 15;
const WHITE = 128;
const LOUD = 0.05;
const WIDTH = 32;
const HEIGHT = 18;

interface Guest {
  id: string;
  driftPpm: number;
  toneHz: number;
  /** Where the middle of the guest's tile is, in parts of the frame's width. */
  x: number;
  camera: SyntheticTrack;
  microphone: SyntheticTrack;
}

async function invite(driftPpm: number, toneHz: number, x: number): Promise<Guest> {
  const id = driftPpm < 0 ? 'slow' : 'fast';
  const [flashes, beeps] = await Promise.all([
    vp8Units({
      ...{ source: 'color=c=black', width: 320, height: 180, frameRate: FRAME_RATE, seconds: 2 },
      keyFrameEvery: 1,
      filter: "drawbox=w=iw:h=ih:color=white:t=fill:enable='lt(mod(t,1),0.1)'",
    }),
    opusUnits(`aevalsrc='0.4*sin(2*PI*${toneHz}*t)*lt(mod(t,1),0.1)':s=48000`, 2),
  ]);
  const camera = cameraTrack(id, flashes);
  return { id, driftPpm, toneHz, x, camera, microphone: microphoneTrack(id, beeps, { driftPpm }) };
}

/** Seconds of the programme at which the tiles light up, one list a guest, and where the frames end. */
async function flashesIn(runs: readonly RecordedRun[], guests: readonly Guest[]) {
  const seconds: number[][] = guests.map(() => []);
  let endUnits = 0;
  const options = ['-vf', `scale=${WIDTH}:${HEIGHT}:flags=area`, '-fps_mode', 'passthrough'];
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray'];
  for (const run of runs) {
    const finders = guests.map(() => new OnsetFinder(FRAME_RATE / 4));
    await readDecoded(run, [...options, ...raw], WIDTH * HEIGHT, (frame) => {
      const row = (HEIGHT / 2) * WIDTH;
      for (const [index, { x }] of guests.entries()) {
        finders[index]?.push((frame[row + Math.round(x * WIDTH)] ?? 0) > WHITE);
      }
    });
    for (const [index, { found }] of finders.entries()) {
      seconds[index]?.push(...found.map((at) => (run.start.units + at) / FRAME_RATE));
    }
    endUnits = run.start.units + (finders[0]?.count ?? 0);
  }
  return { endUnits, seconds };
}

/** Seconds of the programme at which a guest's tone begins, and where the samples end. */
async function beepsIn(runs: readonly RecordedRun[], toneHz: number) {
  const seconds: number[] = [];
  let endUnits = 0;
  // Twice: one alone lets a sixth of the other guest's beep through, which is heard once their clocks are far apart.
  const band = `bandpass=f=${toneHz}:width_type=h:w=400`;
  const only = `pan=mono|c0=c0,${band},${band}`;
  for (const run of runs) {
    const finder = new OnsetFinder(SAMPLE_RATE / 4);
    await readDecoded(run, ['-af', only, '-f', 'f32le', '-ar', String(SAMPLE_RATE)], 4, (sample) => {
      finder.push(Math.abs(sample.readFloatLE()) > LOUD);
    });
    seconds.push(...finder.found.map((at) => (run.start.units + at) / SAMPLE_RATE));
    endUnits = run.start.units + finder.count;
  }
  return { endUnits, seconds };
}

/**
 * How much later each beep is in the programme than the flash of the same moment. A microphone that runs fast
 * takes its nth second early, so where a beep belongs is reckoned from the clock that it was taken with.
 */
function offsets(guest: Guest, flashes: readonly number[], beeps: readonly number[]): [number, number][] {
  const flashDelays = flashes.map((seconds) => {
    const takenMs = guest.camera.startedMs + Math.round(seconds - (flashes[0] ?? 0)) * 1_000;
    return { seconds, delayMs: seconds * 1_000 - takenMs };
  });
  const spacing = 1 / (1 + guest.driftPpm / 1e6);
  return beeps.flatMap((seconds): [number, number][] => {
    const near = flashDelays
      .filter((each) => Math.abs(each.seconds - seconds) < 2)
      .map((each) => each.delayMs);
    if (near.length === 0) return [];
    const delayMs = median(near);
    const takenBy = (second: number) => guest.microphone.startedMs + second * spacing * 1_000;
    const second = Math.round((seconds * 1_000 - delayMs - guest.microphone.startedMs) / (spacing * 1_000));
    return [[seconds, seconds * 1_000 - takenBy(second) - delayMs - OPUS_LOOK_AHEAD_MS]];
  });
}

/** The median of each minute. */
function byMinute(all: readonly (readonly [number, number])[]): [number, number][] {
  const minutes = new Map<number, number[]>();
  for (const [seconds, offsetMs] of all) {
    const minute = Math.floor(seconds / 60);
    minutes.set(minute, [...(minutes.get(minute) ?? []), offsetMs]);
  }
  return [...minutes].map(([minute, values]) => [minute, median(values)]);
}

async function judge(guests: readonly Guest[], sink: RecordingSink): Promise<ScenarioRun> {
  const flashes = await flashesIn(sink.of('video-360'), guests);
  const curves: Curve[] = [];
  let samples = 0;
  for (const [index, guest] of guests.entries()) {
    const beeps = await beepsIn(sink.of('audio'), guest.toneHz);
    samples = beeps.endUnits;
    const settled = offsets(guest, flashes.seconds[index] ?? [], beeps.seconds).filter(
      ([seconds]) => seconds > SETTLE_SECONDS,
    );
    curves.push({ name: `${guest.driftPpm} ppm`, points: byMinute(settled) });
  }
  const worst = (curve: Curve | undefined) =>
    Math.max(...(curve?.points ?? []).map(([, ms]) => Math.abs(ms)));
  const last = (curve: Curve | undefined) => curve?.points.at(-1)?.[1] ?? Number.NaN;
  const [fast, slow] = curves;
  return {
    figures: {
      minutes: flashes.endUnits / FRAME_RATE / 60,
      fastWorstMs: worst(fast),
      slowWorstMs: worst(slow),
      fastLastMs: last(fast),
      slowLastMs: last(slow),
      apartMs: Math.abs((samples / SAMPLE_RATE) * 1_000 - (flashes.endUnits / FRAME_RATE) * 1_000),
      runs: sink.runs.length,
    },
    plots: { offset: curves },
  };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const minutes = Number(process.env.BENCH_DRIFT_MINUTES ?? (bench.mode === 'quick' ? 1 : 60));
  const guests = [await invite(200, 600, 0.25), await invite(-200, 2_400, 0.75)];
  const sink = new RecordingSink();
  const settings = { width: 640, height: 360, preset: 'ultrafast' as const };
  const rungs = [{ shortSidePx: 360, bitrate: 400_000 }];
  const programme = await Programme.create({ ...settings, rungs }, sink, {
    clock: systemClock,
    log: silentLog,
  });
  bench.lifetime.adopt(() => programme.close());
  programme.setLayout({ kind: 'side-by-side', order: guests.map(({ id }) => id) });
  for (const { id, camera, microphone } of guests) {
    await programme.addTrack(camera);
    await programme.addTrack(microphone);
    programme.addParticipant({ id, name: id });
  }
  for (let minute = 0; minute < minutes; minute += 1) {
    bench.progress(`minute ${minute + 1} of ${minutes}`);
    await systemClock.sleep(60_000);
  }
  await programme.close();
  return judge(guests, sink);
}

export const scenario: Scenario = {
  name: 'programme-drift',
  title: 'Lip sync of microphones that run fast and slow',
  explains:
    'Two guests flash and beep once a second; the microphone of one runs 200 ppm fast, of the other 200 ppm slow, for an hour (a minute when quick). Read out of what the encoders wrote: how much later each beep is than its flash, as the median of each minute, and how far audio and frame are apart at the end. The programme is small, since an hour of it is kept in memory.',
  figures: [
    { key: 'minutes', title: 'programme', unit: 'min' },
    { key: 'fastWorstMs', title: 'worst minute, 200 ppm fast', unit: 'ms', goal: { atMost: 45 } },
    { key: 'slowWorstMs', title: 'worst minute, 200 ppm slow', unit: 'ms', goal: { atMost: 45 } },
    { key: 'fastLastMs', title: 'last minute, 200 ppm fast', unit: 'ms' },
    { key: 'slowLastMs', title: 'last minute, 200 ppm slow', unit: 'ms' },
    { key: 'apartMs', title: 'audio against video at the end', unit: 'ms', goal: { atMost: 34 } },
    { key: 'runs', title: 'encoders started', unit: 'encoders', goal: { atMost: 2 } },
  ],
  plots: [{ key: 'offset', title: 'Audio after video', x: 'minute', y: 'ms' }],
  runs: { quick: 1, full: 1 },
  isLong: true,
  run,
};

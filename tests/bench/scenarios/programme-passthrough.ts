import { Programme, type ProgrammeSettingsInput } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { cameraTrack, h264Units } from '../../support/compositor/guests.js';
import { passthroughChanged } from '../../support/compositor/passthrough-changed.js';
import { RecordingSink } from '../../support/compositor/recording-sink.js';
import type { SentUnit } from '../../support/compositor/synthetic-track.js';
import { CpuMeter, type CpuUse, kindOf } from '../../support/meters/cpu-meter.js';
import type { Bench, Scenario } from '../scenario.js';
import { healthReports } from '../stage/health-reports.js';

const RATE = 30;
const LOOK_EVERY_MS = 4_000;
/** Told once a second: what the start of everything took is in the first ones. */
const SETTLING_REPORTS = 3;
const [TOP, LOW] = [
  { shortSidePx: 720, bitrate: 2_800_000 },
  { shortSidePx: 360, bitrate: 700_000 },
];
const LADDER: ProgrammeSettingsInput = { frameRate: RATE, rungs: [TOP, LOW] };
/** The same show without the rung that is passed through. */
const BELOW: ProgrammeSettingsInput = { frameRate: RATE, rungs: [LOW] };

/** As an encoder sends that is set to a key frame every two seconds. */
const source = () =>
  h264Units({
    ...{
      source: 'mandelbrot',
      width: 1_280,
      height: 720,
      frameRate: RATE,
      seconds: 20,
      keyFrameEvery: 2 * RATE,
    },
    bitrate: '2500k',
  });

async function measure(bench: Bench, units: SentUnit[], settings: ProgrammeSettingsInput): Promise<CpuUse> {
  const programme = await Programme.create(settings, new RecordingSink(), {
    clock: systemClock,
    log: silentLog,
  });
  bench.lifetime.adopt(() => programme.close());
  programme.setOverlays({ labels: false });
  const began = settings.passthrough ? passthroughChanged(programme, true) : undefined;
  await programme.addTrack(cameraTrack('obs', units, { codec: 'h264' }));
  programme.addParticipant({ id: 'obs', name: 'OBS' });
  await began;
  await healthReports(programme, SETTLING_REPORTS);
  const meter = CpuMeter.start(process.pid, kindOf, LOOK_EVERY_MS);
  await healthReports(programme, bench.mode === 'quick' ? 8 : 20);
  const use = meter.stop();
  await programme.close();
  return use;
}

async function runAll(bench: Bench) {
  const units = await source();
  bench.progress('encoded');
  const encoded = await measure(bench, units, LADDER);
  bench.progress('without the rung');
  const below = await measure(bench, units, BELOW);
  bench.progress('passed through');
  const passed = await measure(bench, units, { ...LADDER, passthrough: true });
  return {
    figures: {
      passedCores: passed.totalCores,
      encodedCores: encoded.totalCores,
      belowCores: below.totalCores,
      rungCores: passed.totalCores - below.totalCores,
      encodedRungCores: encoded.totalCores - below.totalCores,
    },
  };
}

export const scenario: Scenario = {
  name: 'programme-passthrough',
  title: 'CPU of a source that is passed through',
  explains:
    'One H.264 source of 1280x720 at 30 frames a second and 2.5 Mbit/s (a zoom into a fractal) fills the programme; it is passed through as 720p with 360p encoded below it, or both are encoded. What the rung of 720p takes is the difference to the same show with 360p alone. The sender is in the same process and counted.',
  figures: [
    { key: 'passedCores', title: '720p passed through, 360p encoded', unit: 'core', beside: 'encodedCores' },
    { key: 'encodedCores', title: '720p and 360p encoded', unit: 'core' },
    { key: 'belowCores', title: '360p alone', unit: 'core' },
    {
      key: 'rungCores',
      title: 'the rung of 720p, passed through',
      unit: 'core',
      beside: 'encodedRungCores',
      goal: { atMost: 0.15 },
    },
    { key: 'encodedRungCores', title: 'the rung of 720p, encoded', unit: 'core' },
  ],
  runs: { quick: 1, full: 3 },
  run: runAll,
};

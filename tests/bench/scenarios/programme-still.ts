import { Programme, type ProgrammeSettingsInput } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { RecordingSink } from '../../support/compositor/recording-sink.js';
import { CpuMeter, type CpuUse, kindOf } from '../../support/meters/cpu-meter.js';
import type { Bench, Scenario } from '../scenario.js';
import { healthReports } from '../stage/health-reports.js';

/** Told once a second: what the start of everything took is in the first ones. */
const SETTLING_REPORTS = 4;
/** No process starts or ends meanwhile, and the meter is in the process that is measured. */
const LOOK_EVERY_MS = 4_000;
const ENCODERS = ['ffmpeg video encoder', 'ffmpeg audio encoder'];

const SETTINGS: ProgrammeSettingsInput = {};

async function measure(bench: Bench, seconds: number, set: (programme: Programme) => void) {
  const programme = await Programme.create(SETTINGS, new RecordingSink(), {
    clock: systemClock,
    log: silentLog,
  });
  bench.lifetime.adopt(() => programme.close());
  set(programme);
  await healthReports(programme, SETTLING_REPORTS);
  const meter = CpuMeter.start(process.pid, kindOf, LOOK_EVERY_MS);
  // The time that is measured.
  await systemClock.sleep(seconds * 1_000);
  const use = meter.stop();
  const tickMs = programme.health()?.tickMsMedian ?? 0;
  await programme.close();
  return { use, tickMs };
}

const encodersOf = ({ coresOf }: CpuUse): number =>
  ENCODERS.reduce((sum, kind) => sum + (coresOf[kind] ?? 0), 0);

async function runAll(bench: Bench) {
  const seconds = bench.mode === 'quick' ? 8 : 20;
  bench.progress('a slate');
  const slate = await measure(bench, seconds, (programme) =>
    programme.setSlate({ kind: 'starting', text: 'The show begins in a moment' }),
  );
  bench.progress('a still scene');
  const still = await measure(bench, seconds, (programme) => {
    programme.setSlate(undefined);
    programme.setOverlays({ title: { text: 'Nothing moves', subtitle: 'Two people without a camera' } });
    for (const id of ['one', 'two']) programme.addParticipant({ id, name: `Person ${id}`, cameraOff: true });
  });
  return {
    figures: {
      slateCores: slate.use.totalCores,
      slateEncoderCores: encodersOf(slate.use),
      slateTickMs: slate.tickMs,
      stillCores: still.use.totalCores,
      stillEncoderCores: encodersOf(still.use),
      stillTickMs: still.tickMs,
    },
  };
}

const ENCODERS_ALONE =
  'FFmpeg alone takes 0.15 of a core for these frames from a file; the rest is what hands them over.';

export const scenario: Scenario = {
  name: 'programme-still',
  title: 'CPU of what does not move',
  explains:
    'A slate, whose light runs along its track, and a scene of two people without a camera under a title, in 1280x720 at 30 a second, encoded as 720p, 480p and 360p with audio. Nobody sends anything.',
  figures: [
    {
      key: 'slateCores',
      title: 'a slate',
      unit: 'core',
      beside: 'slateEncoderCores',
      goal: { atMost: 0.25 },
      whenMissed: ENCODERS_ALONE,
    },
    { key: 'slateEncoderCores', title: 'encoders of the slate', unit: 'core' },
    { key: 'slateTickMs', title: 'one tick of the slate, median', unit: 'ms' },
    {
      key: 'stillCores',
      title: 'a still scene',
      unit: 'core',
      beside: 'stillEncoderCores',
      goal: { atMost: 0.25 },
      whenMissed: ENCODERS_ALONE,
    },
    { key: 'stillEncoderCores', title: 'encoders of the still scene', unit: 'core' },
    { key: 'stillTickMs', title: 'one tick of the still scene, median', unit: 'ms' },
  ],
  runs: { quick: 1, full: 3 },
  run: runAll,
};

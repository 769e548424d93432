import { systemClock } from '#kernel';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { median } from '../../support/meters/statistics.js';
import { NpmUnderTest } from '../../support/processes/npm-under-test.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const STARTS = { quick: 2, full: 5 } as const;

interface Start {
  listeningMs: number;
  stoppedMs: number;
}

/** From the command to the first answer that all is ready, and from SIGTERM until nothing is left. */
async function startOnce(bench: Bench, dataDir?: string): Promise<Start> {
  const beganMs = systemClock.monotonicMs();
  const npm = await NpmUnderTest.start(dataDir === undefined ? {} : { dataDir });
  bench.lifetime.adopt(() => npm.dispose());
  await npm.ready();
  const readyMs = systemClock.monotonicMs();
  npm.signal('SIGTERM');
  await npm.exited;
  await npm.gone();
  return { listeningMs: readyMs - beganMs, stoppedMs: systemClock.monotonicMs() - readyMs };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  bench.progress('an empty data folder');
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const first = await startOnce(bench, folder.path);
  const starts: Start[] = [];
  while (starts.length < STARTS[bench.mode]) {
    bench.progress(`start ${starts.length + 1}`);
    starts.push(await startOnce(bench, folder.path));
  }
  const of = (key: keyof Start) => starts.map((start) => start[key]);
  return {
    figures: {
      warmMs: median(of('listeningMs')),
      warmWorstMs: Math.max(...of('listeningMs')),
      emptyFolderMs: first.listeningMs,
      stoppedMs: median(of('stoppedMs')),
    },
  };
}

export const scenario: Scenario = {
  name: 'npm-start',
  title: 'From `npm start` to the first answer',
  explains:
    'The command as a person types it, with all steps done before: from the command until `/readyz` answers 200, with a data folder that is there and with an empty one; and from SIGTERM until no process is left.',
  figures: [
    { key: 'warmMs', title: 'until it listens, median of the starts', unit: 'ms', goal: { atMost: 5_000 } },
    { key: 'warmWorstMs', title: 'until it listens, worst start', unit: 'ms' },
    { key: 'emptyFolderMs', title: 'until it listens, with an empty data folder', unit: 'ms' },
    { key: 'stoppedMs', title: 'from SIGTERM until nothing is left', unit: 'ms' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};

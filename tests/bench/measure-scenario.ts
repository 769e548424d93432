import { Lifetime, systemClock } from '#kernel';
import { inTime } from '../support/kernel/in-time.js';
import { endProgress, progressLine } from './progress.js';
import type { BenchMode, Scenario, ScenarioRun } from './scenario.js';
import { type ScenarioSummary, summarise } from './summary.js';

/** Whatever is started in a run that hangs ends with the process; nobody waits longer for it. */
const RUN_WITHIN_MS = 6 * 60_000;
const LONG_RUN_WITHIN_MS = 80 * 60_000;
const CLOSED_WITHIN_MS = 60_000;

export interface Measuring {
  mode: BenchMode;
  /** No further run begins when those before took longer than this together. */
  budgetMs: number;
}

async function runOnce(scenario: Scenario, mode: BenchMode, label: string): Promise<ScenarioRun> {
  const lifetime = new Lifetime();
  try {
    const run = scenario.run({ mode, lifetime, progress: progressLine(`bench | ${label}`) });
    // A run that was given up may still fail later, when nobody listens.
    run.catch(() => undefined);
    return await inTime(scenario.isLong ? LONG_RUN_WITHIN_MS : RUN_WITHIN_MS, label, run);
  } finally {
    await inTime(CLOSED_WITHIN_MS, `closing ${label}`, lifetime.close('the run is over')).catch(
      () => undefined,
    );
  }
}

/** As many runs as the scenario wants and the budget allows, at least one. Runs that fail are reported and left out. */
export async function measureScenario(scenario: Scenario, measuring: Measuring): Promise<ScenarioSummary> {
  const { mode, budgetMs } = measuring;
  const total = scenario.runs[mode];
  const runs: ScenarioRun[] = [];
  const failures: unknown[] = [];
  const beganMs = systemClock.monotonicMs();
  for (let number = 1; number <= total; number += 1) {
    const label = `${scenario.name} ${number}/${total}`;
    try {
      runs.push(await runOnce(scenario, mode, label));
    } catch (error) {
      failures.push(error);
      endProgress();
      console.error(`bench | ${label} failed: ${error instanceof Error ? error.stack : String(error)}`);
      // Twice without a single success: a third time would tell nothing new.
      if (runs.length === 0 && failures.length === 2) break;
    }
    if (systemClock.monotonicMs() - beganMs > budgetMs) break;
  }
  endProgress();
  if (runs.length === 0) throw new Error(`${scenario.name} failed`, { cause: failures[0] });
  const summary = summarise(scenario, mode, runs);
  const lost = failures.length === 0 ? [] : [`${failures.length} further runs failed and are not counted.`];
  return {
    ...summary,
    notes: [...summary.notes, ...lost],
    tookSeconds: Math.round((systemClock.monotonicMs() - beganMs) / 1_000),
  };
}

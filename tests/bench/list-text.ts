import type { BenchMode, Scenario } from './scenario.js';
import type { ScenarioSummary } from './summary.js';

type Known = Pick<ScenarioSummary, 'name' | 'mode' | 'runs' | 'tookSeconds'>;

/** A quick run measures for a third as long, and takes as long to set up. */
const QUICK_SHARE = 0.5;
const UNKNOWN_SECONDS = 60;
/** Of a scenario that is long at full length, whatever that took. */
const QUICK_AT_MOST_SECONDS = 90;

/** By what the report says of it: the same way, or guessed from the other. */
export function estimateSeconds(name: string, mode: BenchMode, report: readonly Known[]): number {
  const known = report.find((each) => each.name === name);
  if (known?.tookSeconds === undefined) return UNKNOWN_SECONDS;
  if (known.mode === mode) return known.tookSeconds;
  const ofRun = known.tookSeconds / known.runs;
  return Math.round(mode === 'quick' ? Math.min(QUICK_AT_MOST_SECONDS, ofRun * QUICK_SHARE) : ofRun * 6);
}

/** What would be measured, and for about how long. */
export function listText(
  scenarios: readonly Pick<Scenario, 'name' | 'title'>[],
  modeOf: (scenario: Scenario) => BenchMode,
  report: readonly Known[],
): string {
  const each = scenarios.map((scenario) => {
    const mode = modeOf(scenario as Scenario);
    return { ...scenario, mode, seconds: estimateSeconds(scenario.name, mode, report) };
  });
  const total = each.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    ...each.map(({ name, title, mode, seconds }) => `${name}: ${title} (${mode}, about ${seconds} s)`),
    `${each.length} scenarios, about ${Math.ceil(total / 60)} min`,
  ].join('\n');
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Lifetime } from '#kernel';
import { findChromium } from '../support/chromium.js';
import { loadScenarios } from './load-scenarios.js';
import { machineFacts } from './machine.js';
import { endProgress, progressLine } from './progress.js';
import { writeReport } from './report.js';
import type { BenchMode, Scenario, ScenarioRun } from './scenario.js';
import { type ScenarioSummary, summarise } from './summary.js';
import { terminalTable } from './table.js';

const USAGE = `npm run bench -- [--quick] [--report] [--list] [scenario ...]
  --quick   one short run each: does it work, about how much
  --report  writes docs/performance.md and its plots
  --list    tells the scenarios`;

const root = join(import.meta.dirname, '..', '..');

async function measure(scenario: Scenario, mode: BenchMode): Promise<ScenarioSummary> {
  const total = scenario.runs[mode];
  const runs: ScenarioRun[] = [];
  for (let number = 1; number <= total; number += 1) {
    const lifetime = new Lifetime();
    const progress = progressLine(`bench | ${scenario.name} ${number}/${total}`);
    try {
      runs.push(await scenario.run({ mode, lifetime, progress }));
    } finally {
      await lifetime.close('the run is over');
    }
  }
  endProgress();
  return summarise(scenario, mode, runs);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const scenarios = await loadScenarios(positionals);
  if (values.list) return console.log(scenarios.map((each) => `${each.name}: ${each.title}`).join('\n'));
  const out = join(root, 'tests', 'out');
  await mkdir(out, { recursive: true });
  const summaries: ScenarioSummary[] = [];
  for (const scenario of scenarios) {
    const summary = await measure(scenario, values.quick ? 'quick' : 'full');
    console.log(`${terminalTable(summary)}\n`);
    await writeFile(join(out, `bench-${scenario.name}.json`), JSON.stringify(summary, undefined, 2));
    summaries.push(summary);
  }
  if (values.report) await writeReport(join(root, 'docs'), summaries, await machineFacts(findChromium()));
}

let status = 0;
await main().catch((error: unknown) => {
  endProgress();
  console.error(`bench | ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  status = 1;
});
// A scenario that failed half-way may have left a timer behind; nobody should wait for it.
process.exit(status);

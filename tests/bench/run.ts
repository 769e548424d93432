import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../support/engines/chromium.js';
import { listText } from './list-text.js';
import { loadScenarios } from './load-scenarios.js';
import { type MachineFacts, machineFacts } from './machine.js';
import { measureScenario } from './measure-scenario.js';
import { dropOthers, isKept, readReport, writeReport } from './report.js';
import type { BenchMode, Scenario } from './scenario.js';
import { terminalTable } from './table.js';

const USAGE = `npm run bench -- [--all] [--quick] [--report] [--fresh] [--missing] [--long] [--budget SECONDS] [--within SECONDS] [--list] [scenario ...]
  --all      every scenario; so does naming none
  --quick    one short run each: does it work, about how much
  --report   writes docs/performance.md, its plots and docs/capacity.md after each scenario; others are
             kept, and so is one of full length of this commit, or of many minutes, when the new one is quick
  --fresh    takes out of the report what was measured at another commit, before anything is measured
  --missing  leaves out what the report has from this commit, measured in this way
  --long     also those that take many minutes at full length; without it they are measured quick
  --budget   no further run of a scenario begins after so long (100; a first run is always made)
  --within   no further scenario begins after so long; names those that were left out
  --list     tells the scenarios, and about how long each takes in this way`;

const DEFAULT_BUDGET_SECONDS = 100;
const root = join(import.meta.dirname, '..', '..');
const docs = join(root, 'docs');

const OPTIONS = {
  all: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  report: { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
  missing: { type: 'boolean', default: false },
  long: { type: 'boolean', default: false },
  within: { type: 'string', default: 'Infinity' },
  budget: { type: 'string', default: String(DEFAULT_BUDGET_SECONDS) },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Without those that the report has from this commit. */
async function missingOf(
  scenarios: readonly Scenario[],
  modeOf: (scenario: Scenario) => BenchMode,
  machine: MachineFacts,
): Promise<Scenario[]> {
  const { scenarios: known } = await readReport(docs);
  const { commit } = machine.versions;
  const isKnown = (scenario: Scenario) =>
    known.some(
      ({ name, mode, machine: on }) =>
        name === scenario.name && mode === modeOf(scenario) && on.versions.commit === commit,
    );
  return scenarios.filter((each) => !isKnown(each));
}

/**
 * Returns the scenarios without a result, with those that `--within` left no time for. A scenario that fails does not end
 * the others.
 */
async function main(): Promise<string[]> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const print = (text: string) => {
    console.log(text);
    return [];
  };
  if (values.help) return print(USAGE);
  const named = await loadScenarios(values.all ? [] : positionals);
  const modeOf = ({ isLong }: Scenario): BenchMode =>
    values.quick || (isLong && !values.long) ? 'quick' : 'full';
  const machine = await machineFacts(findChromium());
  if (values.report && values.fresh) await dropOthers(docs, machine.versions.commit);
  const scenarios = values.missing ? await missingOf(named, modeOf, machine) : named;
  if (values.list) return print(listText(scenarios, modeOf, (await readReport(docs)).scenarios));
  const out = join(root, 'tests', 'out');
  await mkdir(out, { recursive: true });
  const failed: string[] = [];
  const beganMs = performance.now();
  for (const [index, scenario] of scenarios.entries()) {
    if (performance.now() - beganMs > Number(values.within) * 1_000) {
      failed.push(scenario.name);
      continue;
    }
    console.log(`bench | ${index + 1} of ${scenarios.length}: ${scenario.name}`);
    const measuring = { mode: modeOf(scenario), budgetMs: Number(values.budget) * 1_000 };
    const summary = await measureScenario(scenario, measuring).catch((error: unknown) => {
      console.error(`bench | ${String(error)}`);
      failed.push(scenario.name);
    });
    if (!summary) continue;
    console.log(`${terminalTable(summary)}\n`);
    await writeFile(join(out, `bench-${scenario.name}.json`), JSON.stringify(summary, undefined, 2));
    if (!values.report) continue;
    if (isKept(await readReport(docs), { ...summary, machine }, scenario.isLong))
      console.log('bench | the report keeps what was measured at full length');
    else await writeReport(docs, [summary], machine);
  }
  return failed;
}

let status = 0;
await main().then(
  (failed) => {
    if (failed.length === 0) return;
    console.error(`bench | nothing came of: ${failed.join(', ')}`);
    status = 1;
  },
  (error: unknown) => {
    console.error(`bench | ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    status = 1;
  },
);
// A scenario that failed half-way may have left a timer behind; nobody should wait for it.
process.exit(status);

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineFacts } from '../bench/machine.js';
import { endProgress, progressLine } from '../bench/progress.js';
import { findChromium } from '../support/engines/chromium.js';
import { inTime } from '../support/kernel/in-time.js';
import type { Fault } from './fault.js';
import { loadFaults } from './load-faults.js';
import { type CommittedFaults, reliabilityText } from './reliability-report.js';
import { type FaultReport, leftWhole, runFault } from './run-fault.js';
import { inOrder, SharedShow } from './shared-show.js';

const USAGE = `npm run chaos -- [--report] [--list] [fault ...]
  --report  writes docs/reliability.md
  --list    tells the faults`;

const root = join(import.meta.dirname, '..', '..');

/** Faults that were run now replace those of the committed report; the others stay. */
async function writeReport(fresh: readonly FaultReport[]): Promise<void> {
  const path = join(root, 'docs', 'reliability.json');
  const text = await readFile(path, 'utf8').catch(() => '{"faults":[]}');
  const { faults } = JSON.parse(text) as CommittedFaults;
  const kept = faults.filter((old) => !fresh.some((each) => each.name === old.name));
  const machine = await machineFacts(findChromium());
  const report = {
    faults: [...kept, ...fresh.map((each) => ({ ...each, machine }))].sort((one, other) =>
      one.name.localeCompare(other.name),
    ),
  };
  await mkdir(join(root, 'docs'), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(join(root, 'docs', 'reliability.md'), reliabilityText(report));
}

/** A fault that hangs is told, and ends no other. */
const RUN_WITHIN_MS = 5 * 60_000;
const CLOSED_WITHIN_MS = 30_000;

function tell(report: FaultReport): void {
  const { name, damage, atHost, atGuest, writes } = report;
  console.log(`chaos | ${name} | viewer ${JSON.stringify(damage)}`);
  console.log(`        host ${JSON.stringify(atHost)}`);
  console.log(`        guest ${JSON.stringify(atGuest)}`);
  console.log(`        writes ${JSON.stringify(writes)}`);
  const facts = [...report.hostSaw, ...report.guestSaw, ...report.viewerSaw, ...report.notes];
  for (const fact of [...report.broken.map((each) => `BROKEN ${each}`), ...facts])
    console.log(`        ${fact}`);
}

/** A show that is no longer whole, or may not be, is nobody's after this. */
async function strike(fault: Fault, shared: SharedShow): Promise<FaultReport | undefined> {
  const progress = progressLine(`chaos | ${fault.name}`);
  const run = async () => runFault(fault, await shared.for(fault, progress), progress);
  try {
    const report = await inTime(RUN_WITHIN_MS, fault.name, run());
    if (!leftWhole(report)) await shared.close();
    return report;
  } catch (error) {
    console.error(`chaos | ${fault.name} | could not be run: ${String(error)}`);
    await inTime(CLOSED_WITHIN_MS, `closing ${fault.name}`, shared.close()).catch(() => undefined);
    return undefined;
  } finally {
    endProgress();
  }
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      report: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const faults = await loadFaults(positionals);
  if (values.help || values.list) {
    console.log(values.help ? USAGE : faults.map((each) => `${each.name}: ${each.title}`).join('\n'));
    return true;
  }
  const shared = new SharedShow();
  const reports: FaultReport[] = [];
  for (const fault of inOrder(faults)) {
    const report = await strike(fault, shared);
    if (!report) continue;
    reports.push(report);
    tell(report);
    if (values.report) await writeReport([report]);
  }
  await shared.close();
  return reports.length === faults.length && reports.every((each) => each.broken.length === 0);
}

// What a fault left half done must not keep the run from ending.
main().then(
  (isKept) => process.exit(isKept ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineFacts } from '../bench/machine.js';
import { endProgress, progressLine } from '../bench/progress.js';
import { findChromium } from '../support/engines/chromium.js';
import { inTime } from '../support/kernel/in-time.js';
import { comingThrough } from './coming-through.js';
import { readCommitted, withStrike } from './committed-faults.js';
import type { Fault } from './fault.js';
import { loadFaults } from './load-faults.js';
import { CORE_FAULTS } from './promises.js';
import { reliabilityText } from './reliability-report.js';
import { type FaultReport, leftWhole, runFault } from './run-fault.js';
import { inOrder, SharedShow } from './shared-show.js';

const USAGE = `npm run chaos -- [--all] [--report] [--fresh] [--times N] [--through port|edge|both] [--list] [fault ...]
  Without names: processes, encoders, decoder and media worker of a show, killed or stopped.
  --all      every fault
  --report   adds what was measured to docs/reliability.md; earlier strikes stay beside it
  --fresh    leaves out what the report had of the faults that are run
  --times    strikes each fault so often (1)
  --through  where the viewer comes from: the server's own port, an edge, or one after the other (port)
  --list    tells the faults`;

const root = join(import.meta.dirname, '..', '..');

/** What the committed report has of other faults stays, and of the same one too unless it is to be left out. */
async function writeReport(fresh: FaultReport, isFirst: boolean): Promise<void> {
  const path = join(root, 'docs', 'reliability.json');
  const text = await readFile(path, 'utf8').catch(() => '{"faults":[]}');
  const machine = await machineFacts(findChromium());
  const report = withStrike(readCommitted(text), { ...fresh, machine }, { leaveOutEarlier: isFirst });
  await mkdir(join(root, 'docs'), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(join(root, 'docs', 'reliability.md'), reliabilityText(report));
}

/** A fault that hangs is reported, and ends no other. */
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
      all: { type: 'boolean', default: false },
      times: { type: 'string', default: '1' },
      through: { type: 'string', default: 'port' },
      fresh: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const isWhole = values.all || values.list;
  const names = positionals.length > 0 || isWhole ? positionals : CORE_FAULTS;
  const faults = comingThrough(await loadFaults(names), values.through);
  if (values.help || values.list) {
    console.log(values.help ? USAGE : faults.map((each) => `${each.name}: ${each.title}`).join('\n'));
    return true;
  }
  const shared = new SharedShow();
  const reports: FaultReport[] = [];
  const times = Number(values.times);
  for (const fault of inOrder(faults))
    for (let strikeNumber = 0; strikeNumber < times; strikeNumber += 1) {
      const report = (await strike(fault, shared)) ?? (await strike(fault, shared));
      if (!report) continue;
      reports.push(report);
      tell(report);
      if (values.report) await writeReport(report, values.fresh && strikeNumber === 0);
    }
  await shared.close();
  return reports.length === faults.length * times && reports.every((each) => each.broken.length === 0);
}

// What a fault left half done must not keep the run from ending.
main().then(
  (isKept) => process.exit(isKept ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '#kernel';
import { endProgress, progressLine } from '../bench/progress.js';
import { inTime } from '../support/kernel/in-time.js';
import { comingThrough } from './coming-through.js';
import type { Fault } from './fault.js';
import { loadFaults } from './load-faults.js';
import { CORE_FAULTS } from './promises.js';
import { type FaultReport, leftWhole, runFault } from './run-fault.js';
import { SharedShow } from './shared-show.js';
import { planStrikes } from './strike-plan.js';
import { ReliabilityFile } from './write-report.js';

const USAGE = `npm run chaos -- [--all] [--report] [--fresh] [--times N] [--minutes N] [--through port|edge|both] [--list] [fault ...]
  Without names: processes, encoders, decoder and media worker of a show, killed or stopped.
  --all      every fault
  --report   adds what was measured to docs/reliability.md; earlier strikes stay beside it
  --fresh    leaves out what the report had of the faults that are run
  --times    strikes each fault so often (1)
  --minutes  begins no strike later; each show has its share of the time
  --through  where the viewer comes from: the server's own port, an edge, or one after the other (port)
  --list     tells the faults`;

/** A fault that hangs is reported, and ends no other. */
const RUN_WITHIN_MS = 3 * 60_000;
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
    if (!leftWhole(report)) await closeInTime(shared);
    return report;
  } catch (error) {
    console.error(`chaos | ${fault.name} | could not be run: ${String(error)}`);
    await closeInTime(shared);
    return undefined;
  } finally {
    endProgress();
  }
}

const closeInTime = (shared: SharedShow): Promise<void> =>
  inTime(CLOSED_WITHIN_MS, 'closing a show', shared.close()).catch((error) =>
    console.error(`chaos | a show did not close: ${String(error)}`),
  );

/** What was not struck, however often it was tried, and why: a report that lacks it must not look whole. */
function tellMissing(struck: ReadonlyMap<string, number>, faults: readonly Fault[], times: number): boolean {
  const missing = faults.filter(({ name }) => (struck.get(name) ?? 0) < times);
  for (const { name } of missing)
    console.error(`chaos | ${name} | ${struck.get(name) ?? 0} of ${times} strikes`);
  return missing.length > 0;
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      times: { type: 'string', default: '1' },
      minutes: { type: 'string' },
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
  await mkdir(join(import.meta.dirname, '..', 'out'), { recursive: true });
  const times = Number(values.times);
  const withinMs = values.minutes === undefined ? undefined : Number(values.minutes) * 60_000;
  const file = values.report ? new ReliabilityFile({ leavesOutEarlier: values.fresh }) : undefined;
  const shared = new SharedShow();
  const struck = new Map<string, number>();
  let isKept = true;
  for (const { fault, untilMs } of planStrikes(faults, {
    times,
    withinMs,
    nowMs: systemClock.monotonicMs(),
  })) {
    if (systemClock.monotonicMs() > untilMs) continue;
    const report = (await strike(fault, shared)) ?? (await strike(fault, shared));
    if (!report) continue;
    struck.set(fault.name, (struck.get(fault.name) ?? 0) + 1);
    isKept &&= report.broken.length === 0;
    tell(report);
    await file
      ?.add(report)
      .catch((error: unknown) => console.error(`chaos | the report was not written: ${String(error)}`));
  }
  await closeInTime(shared);
  return !tellMissing(struck, faults, times) && isKept;
}

// What a fault left half done must not keep the run from ending.
main().then(
  (isKept) => process.exit(isKept ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { machineFacts } from '../bench/machine.js';
import { findChromium } from '../support/engines/chromium.js';
import { readCommitted, withStrike } from './committed-faults.js';
import { reliabilityText } from './reliability-report.js';
import type { FaultReport } from './run-fault.js';

const docs = join(import.meta.dirname, '..', '..', 'docs');

/** Adds strikes to `docs/reliability.md` as they come: a run that is ended early has written what it saw. */
export class ReliabilityFile {
  readonly #leavesOutEarlier: boolean;
  readonly #written = new Set<string>();
  #machine: ReturnType<typeof machineFacts> | undefined;

  /** `leavesOutEarlier`: of each fault that strikes, what the file had of it before this run. */
  constructor({ leavesOutEarlier }: { leavesOutEarlier: boolean }) {
    this.#leavesOutEarlier = leavesOutEarlier;
  }

  async add(report: FaultReport): Promise<void> {
    this.#machine ??= machineFacts(findChromium());
    const path = join(docs, 'reliability.json');
    const text = await readFile(path, 'utf8').catch(() => '{"faults":[]}');
    const leaveOutEarlier = this.#leavesOutEarlier && !this.#written.has(report.name);
    const strike = { ...report, machine: await this.#machine };
    const all = withStrike(readCommitted(text), strike, { leaveOutEarlier });
    await replaceFile(path, `${JSON.stringify(all, undefined, 2)}\n`);
    await replaceFile(join(docs, 'reliability.md'), reliabilityText(all));
    this.#written.add(report.name);
  }
}

/** Never half written, whatever ends the run. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

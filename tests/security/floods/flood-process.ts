import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Child, systemClock } from '#kernel';
import { SignalLog } from '../../support/kernel/signal-log.js';
import type { FloodCounts, FloodTarget } from './flood.js';

const root = join(import.meta.dirname, '..', '..', '..');
const SENDER = join(import.meta.dirname, 'flood-sender.ts');
const BEGUN_WITHIN_MS = 30_000;

/** The senders have a process of their own, of the lowest priority: what their own work costs is not what is measured. */
export class FloodProcess {
  readonly #child: Child;
  readonly #counts = new SignalLog<FloodCounts>();

  static async begin(kind: string, target: FloodTarget): Promise<FloodProcess> {
    const child = new Child({
      name: `flood of ${kind}`,
      command: 'nice',
      args: [
        ...['-n', '19', process.execPath, '--import', join(root, 'infra/bootstrap/typescript.mjs')],
        ...[SENDER, kind, JSON.stringify(target)],
      ],
      cwd: root,
      clock: systemClock,
    });
    const flood = new FloodProcess(child);
    await flood.#counts.until(`the flood of ${kind}`, BEGUN_WITHIN_MS, (all) =>
      all.find(({ sent, opened }) => sent + opened > 0),
    );
    return flood;
  }

  private constructor(child: Child) {
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => this.#counts.push(JSON.parse(line)));
  }

  get counts(): FloodCounts {
    return this.#counts.all.at(-1) ?? { opened: 0, sent: 0, refused: 0 };
  }

  async end(): Promise<FloodCounts> {
    await this.#child.kill();
    return this.counts;
  }
}

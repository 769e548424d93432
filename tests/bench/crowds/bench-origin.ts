import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Child, systemClock } from '#kernel';

interface Ready {
  url: string;
  playlist: string;
  part: string;
  segment: string;
  edge: { msn: number; parts: number };
}

export interface PartSaid {
  msn: number;
  parts: number;
  atWallMs: number;
}

const root = join(import.meta.dirname, '..', '..', '..');

/** An origin in a process of its own, without encoders. */
export class BenchOrigin {
  readonly ready: Ready;
  readonly #child: Child;
  readonly #parts: PartSaid[];

  private constructor(ready: Ready, child: Child, parts: PartSaid[]) {
    this.ready = ready;
    this.#child = child;
    this.#parts = parts;
  }

  static async start(partBytes: number, mode: 'live' | 'still', ...more: 'audio'[]): Promise<BenchOrigin> {
    const child = new Child({
      name: 'origin under load',
      command: process.execPath,
      args: [
        '--import',
        join(root, 'infra/bootstrap/typescript.mjs'),
        join(import.meta.dirname, 'origin-process.ts'),
        `${partBytes}`,
        mode,
        ...more,
      ],
      cwd: root,
      clock: systemClock,
    });
    const parts: PartSaid[] = [];
    const ready = await new Promise<Ready>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const { fact, value } = JSON.parse(line) as { fact: string; value: unknown };
        if (fact === 'ready') resolve(value as Ready);
        else parts.push(value as PartSaid);
      });
      void child.exited.then((report) => reject(new Error(`the origin ended: ${report.stderr}`)));
    });
    return new BenchOrigin(ready, child, parts);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** When this part was handed to the packager; it says so after the fact. */
  saidOf(msn: number, part: number): PartSaid | undefined {
    return this.#parts.find((each) => each.msn === msn && each.parts === part);
  }

  /** How many blocking reloads have reached it. */
  async asked(): Promise<number> {
    const response = await fetch(`${this.ready.url}/asked`);
    return ((await response.json()) as { asked: number }).asked;
  }

  async close(): Promise<void> {
    await this.#child.kill();
  }
}

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Child, systemClock } from '#kernel';

const root = join(import.meta.dirname, '..', '..', '..');

/** A file, named from the project's root, that runs as a process of its own and prints its address as a line of JSON. */
export class ScriptProcess<Ready> {
  readonly ready: Ready;
  readonly #child: Child;

  static async start<Ready>(file: string, args: readonly string[] = []): Promise<ScriptProcess<Ready>> {
    const child = new Child({
      name: file,
      command: process.execPath,
      args: [...['--import', join(root, 'infra/bootstrap/typescript.mjs')], ...[join(root, file), ...args]],
      cwd: root,
      clock: systemClock,
    });
    const ready = await new Promise<Ready>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
      void child.exited.then(({ stderr }) => reject(new Error(`${file} ended: ${stderr}`)));
    });
    return new ScriptProcess(ready, child);
  }

  private constructor(ready: Ready, child: Child) {
    this.ready = ready;
    this.#child = child;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async close(): Promise<void> {
    await this.#child.kill();
  }
}

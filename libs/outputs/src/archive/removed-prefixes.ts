import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '#kernel';

const schema = z.array(z.string().max(300)).max(100_000);

/** What is to go from the archive as soon as that can be reached: a restart forgets none of it. */
export class RemovedPrefixes {
  readonly #path: string;
  readonly #prefixes: Set<string>;
  #writing: Promise<void> = Promise.resolve();

  static async open(path: string): Promise<RemovedPrefixes> {
    const text = await readFile(path, 'utf8').catch(() => '[]');
    let kept: string[] = [];
    try {
      kept = schema.parse(JSON.parse(text));
    } catch {
      // A file that cannot be read names nothing; retention of the store itself takes what is left.
    }
    return new RemovedPrefixes(path, kept);
  }

  private constructor(path: string, kept: readonly string[]) {
    this.#path = path;
    this.#prefixes = new Set(kept);
  }

  get first(): string | undefined {
    return this.#prefixes.values().next().value;
  }

  /** Everything that was added is on the disk. */
  async written(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  async add(prefix: string): Promise<void> {
    this.#prefixes.add(prefix);
    await this.#write();
  }

  async done(prefix: string): Promise<void> {
    this.#prefixes.delete(prefix);
    await this.#write();
  }

  #write(): Promise<void> {
    const path = this.#path;
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        await mkdir(dirname(path), { recursive: true });
        await writeWhole(path, JSON.stringify([...this.#prefixes]));
      });
    return this.#writing;
  }
}

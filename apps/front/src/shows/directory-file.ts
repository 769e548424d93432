import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Log, writeWhole } from '#kernel';
import { type DirectoryShow, directoryShowSchema } from '#origin';

const directorySchema = z.strictObject({
  playbackSecret: z.string().optional(),
  shows: z.array(directoryShowSchema),
});

export interface KeptDirectory {
  playbackSecret?: string | undefined;
  shows: DirectoryShow[];
}

/** The last directory that the server told, so that a front which restarts plays on without it. Holds a secret: 0600. */
export class DirectoryFile {
  readonly #path: string;
  readonly #log: Log;
  #next: KeptDirectory | undefined;
  #writing: Promise<void> | undefined;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  async read(): Promise<KeptDirectory> {
    try {
      return directorySchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return { shows: [] };
    }
  }

  /** The newest counts; one write at a time. */
  write(directory: KeptDirectory): void {
    this.#next = directory;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  async flushed(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    for (let next = this.#next; next !== undefined; next = this.#next) {
      this.#next = undefined;
      try {
        await writeWhole(this.#path, JSON.stringify(next), { mode: 0o600 });
      } catch (error) {
        this.#log.error('front.directory | cannot be written', { error });
      }
    }
  }
}

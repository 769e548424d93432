import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Clock, LatestWriter, type Log, writeWhole } from '#kernel';
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
  readonly #writer: LatestWriter<KeptDirectory>;

  constructor(path: string, clock: Clock, log: Log) {
    this.#path = path;
    this.#writer = new LatestWriter({
      write: (directories) => this.#write(directories),
      onFailed: (error) => log.error('front.directory | cannot be written', { error }),
      clock,
    });
  }

  async read(): Promise<KeptDirectory> {
    try {
      return directorySchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return { shows: [] };
    }
  }

  /** The newest counts. */
  write(directory: KeptDirectory): void {
    this.#writer.put(this.#path, directory);
  }

  /** Writes the rest. */
  close(): Promise<void> {
    return this.#writer.close();
  }

  async #write(directories: ReadonlyMap<string, KeptDirectory>): Promise<void> {
    for (const [path, directory] of directories)
      await writeWhole(path, JSON.stringify(directory), { mode: 0o600 });
  }
}

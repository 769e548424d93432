import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#kernel';
import { type DiskBudget, DiskStore } from '#packager';

export interface ShowFoldersOptions {
  /** Of all shows: each has a folder of its id in it. */
  root: string;
  budget: DiskBudget;
  ramBytes: number;
  minFreeBytes: number;
  log: Log;
}

const SHOW_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The media of every show on this disk, opened or not: all of it counts to the limit, and its oldest goes first. */
export class ShowFolders {
  readonly #options: ShowFoldersOptions;
  readonly #stores = new Map<string, Promise<DiskStore>>();

  private constructor(options: ShowFoldersOptions) {
    this.#options = options;
  }

  static async open(options: ShowFoldersOptions): Promise<ShowFolders> {
    await mkdir(options.root, { recursive: true });
    const folders = new ShowFolders(options);
    const entries = await readdir(options.root, { withFileTypes: true });
    for (const entry of entries)
      if (entry.isDirectory() && SHOW_ID.test(entry.name)) await folders.store(entry.name);
    return folders;
  }

  get showIds(): string[] {
    return [...this.#stores.keys()];
  }

  folderOf(showId: string): string {
    return join(this.#options.root, showId);
  }

  has(showId: string): boolean {
    return this.#stores.has(showId);
  }

  store(showId: string): Promise<DiskStore> {
    const known = this.#stores.get(showId);
    if (known !== undefined) return known;
    const { budget, ramBytes, minFreeBytes, log } = this.#options;
    const opened = DiskStore.create({
      folder: join(this.folderOf(showId), 'media'),
      log: log.with({ showId }),
      ramBytes,
      limitBytes: budget,
      minFreeBytes,
    });
    this.#stores.set(showId, opened);
    return opened;
  }

  /** With everything in it. */
  async delete(showId: string): Promise<void> {
    const store = await this.#stores.get(showId)?.catch(() => undefined);
    this.#stores.delete(showId);
    await store?.close();
    await rm(this.folderOf(showId), { recursive: true, force: true });
    this.#options.log.info('front.media | deleted', { showId });
  }
}

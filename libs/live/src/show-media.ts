import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#kernel';
import type { ShowsStore } from '#show';

export interface ShowMediaOptions {
  /** Of all shows: each has a folder of its id in it. */
  folder: string;
  store: Pick<ShowsStore, 'find'>;
  log: Log;
}

const SHOW_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The timelines and media of shows on disk: they are deleted with their show. */
export class ShowMedia {
  readonly #options: ShowMediaOptions;

  constructor(options: ShowMediaOptions) {
    this.#options = options;
  }

  folderOf(showId: string): string {
    return join(this.#options.folder, showId);
  }

  async remove(showId: string): Promise<void> {
    if (!SHOW_ID.test(showId)) return;
    await rm(this.folderOf(showId), { recursive: true, force: true });
  }

  /** What a process left that ended between deleting a show and deleting its media. Returns the ids. */
  async removeOrphans(): Promise<string[]> {
    const { folder, store, log } = this.#options;
    await mkdir(folder, { recursive: true });
    const orphans: string[] = [];
    for (const showId of (await readdir(folder)).filter((name) => SHOW_ID.test(name))) {
      if ((await store.find(showId)) !== undefined) continue;
      await this.remove(showId);
      orphans.push(showId);
    }
    if (orphans.length > 0) log.info('live.media | deleted, their shows are gone', { shows: orphans.length });
    return orphans;
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptSegments } from '#outputs';
import { TimelineJournal } from '#packager';

/** What the front keeps of shows for rewinding. It is read and never written. */
export class RewindFolder implements KeptSegments {
  readonly #root: string;

  /** `root`: of all shows, a folder for each. */
  constructor(root: string) {
    this.#root = root;
  }

  async list(showId: string) {
    const state = await TimelineJournal.read(join(this.#root, showId, 'timeline.jsonl'));
    const all = [...(state?.segments ?? [])];
    return all.flatMap(([renditionId, segments]) => segments.map((segment) => ({ renditionId, segment })));
  }

  async read(showId: string, uri: string): Promise<Buffer | undefined> {
    return readFile(join(this.#root, showId, 'media', uri)).catch(() => undefined);
  }
}

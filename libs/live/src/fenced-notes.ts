import type { Fence } from '#cluster';
import type { Log } from '#kernel';
import type { SettingsStore } from '#show';

export interface FencedNotesOptions {
  store: Pick<SettingsStore, 'find' | 'remove'> & {
    /** Writes, or with null removes, only while that owner has the thing. Answers whether it has. */
    setAs(owner: Fence, key: string, value: string | null): Promise<boolean>;
  };
  /** Of shows that are ours, as far as we know. */
  fenceOf(showId: string): Fence | undefined;
  /** A show that is deleted runs nowhere. */
  runsElsewhere(showId: string): Promise<boolean>;
  log: Log;
}

/**
 * What is noted of running shows, in a cluster: a node that could not write for a minute still has notes of it, and another
 * one runs the show by now. Keys end with the show's id.
 */
export class FencedNotes implements Pick<SettingsStore, 'find' | 'set' | 'remove'> {
  readonly #options: FencedNotesOptions;

  constructor(options: FencedNotesOptions) {
    this.#options = options;
  }

  find(key: string): Promise<string | undefined> {
    return this.#options.store.find(key);
  }

  async set(key: string, value: string): Promise<void> {
    const { store, fenceOf } = this.#options;
    const fence = fenceOf(showIdIn(key));
    if (fence === undefined || !(await store.setAs(fence, key, value))) this.#leave(key);
  }

  /** Also of a show that is deleted, which has no owner any more. */
  async remove(key: string): Promise<void> {
    const { store, fenceOf, runsElsewhere } = this.#options;
    const showId = showIdIn(key);
    const fence = fenceOf(showId);
    if (fence !== undefined) await store.setAs(fence, key, null);
    else if (await runsElsewhere(showId)) this.#leave(key);
    else await store.remove(key);
  }

  #leave(key: string): void {
    this.#options.log.info('live.notes | left to the node that runs the show now', { key });
  }
}

const showIdIn = (key: string): string => key.slice(key.lastIndexOf(' ') + 1);

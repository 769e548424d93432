import type { Clock, Log } from '#kernel';
import type { ObjectStore } from '../archive/object-store.js';
import { archivePrefix } from '../archive/recording-archive.js';
import { SUMMARY_NAME } from '../recording/recording-files.js';
import { readPackKey, SHARED_PREFIX } from './pack-key.js';

export interface SharedRetentionOptions {
  open(): Promise<ObjectStore>;
  /** How far back viewers may go, and the end of a show stays playable. */
  keepMs: number;
  /** From when on the recordings of a show on air here need what was published; nothing where the show is not on air here. */
  neededSinceMs(showId: string): number | undefined;
  /** The show is on air here. */
  isOnAir(showId: string): boolean;
  clock: Clock;
  log: Log;
}

const REVIEW_MS = 120_000;
/** Clocks of nodes may be minutes apart. */
const SLACK_MS = 600_000;
/** What a show left whose recording no node went on with stays for so long. */
const LEFT_MS = 7 * 86_400_000;

/** Removes what nodes shared of shows: what is older than viewers may rewind, and all of shows that are over. */
export class SharedRetention {
  readonly #options: SharedRetentionOptions;
  readonly #cancel: () => void;
  #reviewing: Promise<void> | undefined;

  constructor(options: SharedRetentionOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(REVIEW_MS, () => void this.review());
  }

  /** One at a time. A store that is away gets its next chance with the next review. */
  review(): Promise<void> {
    this.#reviewing ??= this.#review()
      .catch((error) =>
        this.#options.log.warn('outputs.retention | what is over stays in the store', { error }),
      )
      .finally(() => {
        this.#reviewing = undefined;
      });
    return this.#reviewing;
  }

  /** The show is deleted. */
  async removeAll(showId: string): Promise<void> {
    const objects = await this.#options.open();
    for (const { key } of await objects.list(`${SHARED_PREFIX}${showId}/`)) await objects.remove(key);
  }

  close(): void {
    this.#cancel();
  }

  async #review(): Promise<void> {
    const objects = await this.#options.open();
    for (const showId of await objects.folders(SHARED_PREFIX))
      await this.#reviewShow(objects, showId).catch((error) =>
        this.#options.log.warn('outputs.retention | what is over of a show stays', { showId, error }),
      );
  }

  async #reviewShow(objects: ObjectStore, showId: string): Promise<void> {
    const keys = (await objects.list(`${SHARED_PREFIX}${showId}/`)).map(({ key }) => key);
    const over = this.#options.isOnAir(showId)
      ? this.#old(showId, keys)
      : await this.#left(objects, showId, keys);
    for (const key of over) await objects.remove(key);
  }

  #old(showId: string, keys: readonly string[]): string[] {
    const { clock, keepMs, neededSinceMs } = this.#options;
    const before = Math.min(clock.wallMs() - keepMs, neededSinceMs(showId) ?? Number.POSITIVE_INFINITY);
    return keys.filter(
      (key) => (readPackKey(key)?.writtenMs ?? Number.POSITIVE_INFINITY) < before - SLACK_MS,
    );
  }

  /** Nobody has written to it for longer than it is played. Recordings that are whole in the archive need it no more. */
  async #left(objects: ObjectStore, showId: string, keys: readonly string[]): Promise<string[]> {
    const { clock, keepMs } = this.#options;
    const newestMs = Math.max(0, ...keys.map((key) => readPackKey(key)?.writtenMs ?? 0));
    const silentMs = clock.wallMs() - newestMs;
    if (silentMs < keepMs + SLACK_MS) return [];
    if (silentMs > LEFT_MS) return [...keys];
    for (const key of keys) {
      const [, id] = /\/recordings\/(rec_[A-Za-z0-9_-]+)\.json$/.exec(key) ?? [];
      if (id === undefined) continue;
      if ((await objects.facts(archivePrefix({ showId, id }) + SUMMARY_NAME)) === undefined) return [];
    }
    return [...keys];
  }
}

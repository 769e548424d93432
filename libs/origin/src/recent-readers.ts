import type { Clock } from '#kernel';

/** A player asks for a playlist several times a second; one that was not seen for this long reads no more. */
const FORGET_MS = 15_000;
/** So many at once for a show; more are not told apart any more. */
const MOST_READERS = 50_000;

/** Who has asked for a show's playlists lately. */
export class RecentReaders {
  readonly #clock: Clock;
  readonly #shows = new Map<string, Map<string, number>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  saw(showId: string, reader: string): void {
    const readers = this.#shows.get(showId) ?? new Map<string, number>();
    if (readers.size === 0) this.#shows.set(showId, readers);
    if (readers.size < MOST_READERS || readers.has(reader)) readers.set(reader, this.#clock.monotonicMs());
  }

  of(showId: string): readonly string[] {
    const readers = this.#shows.get(showId);
    if (readers === undefined) return [];
    const sinceMs = this.#clock.monotonicMs() - FORGET_MS;
    for (const [reader, seenMs] of readers) if (seenMs < sinceMs) readers.delete(reader);
    if (readers.size === 0) this.#shows.delete(showId);
    return [...readers.keys()];
  }
}

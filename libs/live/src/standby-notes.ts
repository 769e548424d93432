import type { Fence, Ownership, OwnershipStore } from '#cluster';
import { type Clock, KeyedTurns } from '#kernel';
import { showIdOf } from './show-thing.js';

export interface StandbyNotesOptions {
  ownerships: Pick<OwnershipStore, 'setStandby'>;
  /** Of shows that are ours, as far as we know. */
  fenceOf(showId: string): Fence | undefined;
  /** The store says that another one owns it. */
  refused(): Promise<void>;
  noted(showId: string, standbyId: string | null): void;
  clock: Clock;
}

interface Note {
  epoch: number;
  standbyId: string | null;
}

const STORE_RETRY_MS = 250;

/** Stores who has everything that our programmes publish, one note after the other for each show. */
export class StandbyNotes {
  readonly #options: StandbyNotesOptions;
  readonly #writing = new KeyedTurns();
  /** What the store has confirmed. */
  readonly #confirmed = new Map<string, Note>();
  #isClosed = false;

  constructor(options: StandbyNotesOptions) {
    this.#options = options;
  }

  /** Answers whether the show is ours; waits for a store that is away, since nobody else can take the show meanwhile. */
  note(showId: string, standbyId: string | null): Promise<boolean> {
    return this.#writing.run(showId, () => this.#note(showId, standbyId));
  }

  /** A database that failed over may have lost a note: it is written again. */
  review(stored: readonly Ownership[]): void {
    for (const { thing, ownerId, epoch, standbyId } of stored) {
      const showId = showIdOf(thing);
      if (showId === undefined || this.#writing.has(showId)) continue;
      const fence = this.#options.fenceOf(showId);
      const note = this.#confirmed.get(showId);
      if (fence?.ownerId !== ownerId || fence.epoch !== epoch || note?.epoch !== epoch) continue;
      if (note.standbyId !== standbyId) void this.#again(showId);
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  /** What is confirmed by the time that it is written: an older standby must not come after its end. */
  #again(showId: string): Promise<unknown> {
    return this.#writing.run(showId, async () => {
      const note = this.#confirmed.get(showId);
      return note !== undefined && (await this.#note(showId, note.standbyId));
    });
  }

  async #note(showId: string, standbyId: string | null): Promise<boolean> {
    const { ownerships, fenceOf, refused, noted, clock } = this.#options;
    while (!this.#isClosed) {
      const fence = fenceOf(showId);
      if (fence === undefined) return this.#forget(showId);
      try {
        if (await ownerships.setStandby(fence, standbyId)) {
          this.#confirmed.set(showId, { epoch: fence.epoch, standbyId });
          noted(showId, standbyId);
          return true;
        }
        await refused();
        // Still ours: the store had lost whose it is.
        if (fenceOf(showId)?.epoch !== fence.epoch) {
          noted(showId, null);
          return this.#forget(showId);
        }
      } catch {
        // It is away.
      }
      await clock.sleep(STORE_RETRY_MS);
    }
    return false;
  }

  #forget(showId: string): false {
    this.#confirmed.delete(showId);
    return false;
  }
}

import type { HandRecord, HandsStore } from '#audience';
import { type Clock, LatestWriter, type Log } from '#kernel';
import type { PromotionView } from '#protocol';

/** Where hands are raised: the stage's promotions. */
export interface Hands {
  onChanged(listener: (change: { showId: string; promotion: PromotionView }) => void): () => void;
  /** Hands that were up when the process ended. Answers those that are not up any more. */
  restore(showId: string, hands: readonly PromotionHand[]): readonly string[];
}

export interface PromotionHand {
  promotionId: string;
  person: { personId: string; name: string };
  raisedWallMs: number;
}

export interface HandRecorderOptions {
  hands: Hands;
  store: HandsStore;
  clock: Clock;
  log: Log;
}

const recordOf = (
  showId: string,
  { promotionId, personId, name, sinceWallMs }: PromotionView,
): HandRecord => ({
  id: promotionId,
  showId,
  author: { id: personId, name, role: 'viewer', deviceHash: null },
  raisedAtMs: sinceWallMs,
});

/** Writes down whose hand is up, so that a restart of the server lowers none. */
export class HandRecorder {
  readonly #options: HandRecorderOptions;
  readonly #up = new Set<string>();
  readonly #stopListening: () => void;
  /** By id: a hand that is up, null for one that is not any more. */
  readonly #writer: LatestWriter<HandRecord | null>;

  constructor(options: HandRecorderOptions) {
    this.#options = options;
    const { clock, log } = options;
    this.#writer = new LatestWriter({
      write: (batch) => this.#write(batch),
      onFailed: (error) => log.warn('live.hands | not written, tried again', { error }),
      clock,
    });
    this.#stopListening = options.hands.onChanged(({ showId, promotion }) => this.#note(showId, promotion));
  }

  /** A show is opened: who waited before the restart waits again. */
  async restore(showId: string): Promise<void> {
    const { store, hands, log } = this.#options;
    try {
      const kept = await store.raised(showId);
      for (const { id } of kept) this.#up.add(id);
      const gone = hands.restore(
        showId,
        kept.map(({ id, author, raisedAtMs }) => ({
          promotionId: id,
          person: { personId: author.id, name: author.name },
          raisedWallMs: raisedAtMs,
        })),
      );
      for (const id of gone) this.#lower(id);
    } catch (error) {
      log.warn('live.hands | could not be read', { showId, error });
    }
  }

  /** What changed until now is written. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.#writer.close();
  }

  #note(showId: string, promotion: PromotionView): void {
    const { promotionId, state } = promotion;
    if (state !== 'raised') this.#lower(promotionId);
    else if (!this.#up.has(promotionId)) {
      this.#up.add(promotionId);
      this.#writer.put(promotionId, recordOf(showId, promotion));
    }
  }

  #lower(id: string): void {
    if (this.#up.delete(id)) this.#writer.put(id, null);
  }

  async #write(batch: ReadonlyMap<string, HandRecord | null>): Promise<void> {
    const { store, clock } = this.#options;
    const raised = [...batch.values()].filter((hand) => hand !== null);
    const lowered = [...batch].filter(([, hand]) => hand === null).map(([id]) => id);
    if (raised.length > 0) await store.raise(raised);
    if (lowered.length > 0) await store.lower(lowered, clock.wallMs());
  }
}

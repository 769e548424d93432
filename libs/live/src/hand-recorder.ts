import type { HandRecord, HandsStore } from '#audience';
import type { Clock, Log } from '#kernel';
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

const RETRY_MS = 1_000;
/** More that could not be written are not remembered: a restart would forget them. */
const UNWRITTEN_LIMIT = 10_000;

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
  #raised: HandRecord[] = [];
  #lowered: string[] = [];
  #writing: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor(options: HandRecorderOptions) {
    this.#options = options;
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
    this.#cancelRetry?.();
    await this.#writing;
    await this.#write();
  }

  #note(showId: string, promotion: PromotionView): void {
    const { promotionId, state } = promotion;
    if (state !== 'raised') this.#lower(promotionId);
    else if (!this.#up.has(promotionId) && this.#raised.length < UNWRITTEN_LIMIT) {
      this.#up.add(promotionId);
      this.#raised.push(recordOf(showId, promotion));
      this.#writeSoon();
    }
  }

  #lower(id: string): void {
    if (!this.#up.delete(id)) return;
    this.#lowered.push(id);
    this.#writeSoon();
  }

  #writeSoon(): void {
    if (this.#cancelRetry !== undefined) return;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
      // What came between the last look at the queue and now.
      if (this.#raised.length > 0 || this.#lowered.length > 0) this.#writeSoon();
    });
  }

  /** What gathers while one write is under way goes with the next. A hand is raised once, so raising comes first. */
  async #write(): Promise<void> {
    const { store, clock, log } = this.#options;
    await Promise.resolve();
    while (this.#raised.length > 0 || this.#lowered.length > 0) {
      const [raised, lowered] = [this.#raised, this.#lowered];
      [this.#raised, this.#lowered] = [[], []];
      try {
        if (raised.length > 0) await store.raise(raised);
        if (lowered.length > 0) await store.lower(lowered, clock.wallMs());
      } catch (error) {
        this.#raised.unshift(...raised);
        this.#lowered.unshift(...lowered);
        log.warn('live.hands | not written, tried again', { error });
        this.#retryLater();
        return;
      }
    }
  }

  #retryLater(): void {
    this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => {
      this.#cancelRetry = undefined;
      this.#writeSoon();
    });
  }
}

import type { Clock } from '#kernel';

/** Gives an item on at once after a quiet time, else gathers: never more often than every so many milliseconds. */
export class Coalesce<T> {
  readonly #clock: Clock;
  readonly #delayMs: () => number;
  readonly #flush: (items: readonly T[]) => void;
  #items: T[] = [];
  #gaveAtMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;
  #isWanted = false;

  constructor(clock: Clock, delayMs: () => number, flush: (items: readonly T[]) => void) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#flush = flush;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#schedule();
  }

  /** Flushes in time, also without items. */
  want(): void {
    this.#isWanted = true;
    this.#schedule();
  }

  /** Removes queued items that match. */
  drop(isUnwanted: (item: T) => boolean): void {
    this.#items = this.#items.filter((item) => !isUnwanted(item));
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#items = [];
  }

  #schedule(): void {
    const waitMs = this.#gaveAtMs + this.#delayMs() - this.#clock.monotonicMs();
    this.#cancel ??= this.#clock.after(Math.max(0, waitMs), () => this.#give());
  }

  #give(): void {
    const items = this.#items;
    this.#items = [];
    this.#cancel = undefined;
    this.#gaveAtMs = this.#clock.monotonicMs();
    const isWanted = this.#isWanted;
    this.#isWanted = false;
    if (isWanted || items.length > 0) this.#flush(items);
  }
}

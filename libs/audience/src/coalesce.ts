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
    this.want();
  }

  /** Something is given in time, if only that there is nothing. */
  want(): void {
    this.#isWanted = true;
    const waitMs = this.#gaveAtMs + this.#delayMs() - this.#clock.monotonicMs();
    this.#cancel ??= this.#clock.after(Math.max(0, waitMs), () => this.#give());
  }

  /** Removes queued items that match. */
  drop(isUnwanted: (item: T) => boolean): void {
    const kept = this.#items.filter((item) => !isUnwanted(item));
    if (kept.length === 0 && this.#items.length > 0) this.#isWanted = false;
    this.#items = kept;
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#items = [];
  }

  #give(): void {
    const items = this.#items;
    this.#items = [];
    this.#cancel = undefined;
    this.#gaveAtMs = this.#clock.monotonicMs();
    const isWanted = this.#isWanted;
    this.#isWanted = false;
    if (isWanted) this.#flush(items);
  }
}

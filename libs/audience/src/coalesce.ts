import type { Clock } from '#kernel';

/** Gathers items for a while after the first, then gives them on at once. */
export class Coalesce<T> {
  readonly #clock: Clock;
  readonly #delayMs: () => number;
  readonly #flush: (items: readonly T[]) => void;
  #items: T[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, delayMs: () => number, flush: (items: readonly T[]) => void) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#flush = flush;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#cancel ??= this.#clock.after(this.#delayMs(), () => this.#give());
  }

  /** Not one of them, any more. */
  drop(isUnwanted: (item: T) => boolean): void {
    this.#items = this.#items.filter((item) => !isUnwanted(item));
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
    if (items.length > 0) this.#flush(items);
  }
}

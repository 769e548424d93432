import type { Clock } from '#kernel';

/** Things that end by themselves unless they are taken up again in time. One hold a key. */
export class Holds {
  readonly #clock: Clock;
  readonly #cancels = new Map<string, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#cancels.size;
  }

  start(key: string, holdMs: number, onOver: () => void): void {
    this.release(key);
    const cancel = this.#clock.after(holdMs, () => {
      this.#cancels.delete(key);
      onOver();
    });
    this.#cancels.set(key, cancel);
  }

  release(key: string): void {
    this.#cancels.get(key)?.();
    this.#cancels.delete(key);
  }

  close(): void {
    for (const key of [...this.#cancels.keys()]) this.release(key);
  }
}

import type { Clock } from './clock.js';

interface Waiter<V> {
  resolve(value: V): void;
  reject(error: Error): void;
}

/** Keyed waiters. Each has a deadline and may have a signal; all are rejected together when their owner closes. */
export class Waiters<K, V> {
  readonly #clock: Clock;
  readonly #waiting = new Map<K, Set<Waiter<V>>>();
  #closed: Error | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    let total = 0;
    for (const set of this.#waiting.values()) total += set.size;
    return total;
  }

  wait(key: K, deadlineMs: number, onDeadline: () => Error, signal?: AbortSignal): Promise<V> {
    if (this.#closed) return Promise.reject(this.#closed);
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return new Promise<V>((resolve, reject) => {
      const set = this.#waiting.get(key) ?? new Set<Waiter<V>>();
      this.#waiting.set(key, set);
      const done = () => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
        set.delete(waiter);
        if (set.size === 0 && this.#waiting.get(key) === set) this.#waiting.delete(key);
      };
      const waiter: Waiter<V> = {
        resolve: (value) => {
          done();
          resolve(value);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
      const onAbort = () => waiter.reject(signal?.reason as Error);
      const cancel = this.#clock.after(deadlineMs, () => waiter.reject(onDeadline()));
      signal?.addEventListener('abort', onAbort, { once: true });
      set.add(waiter);
    });
  }

  release(key: K, value: V): void {
    for (const waiter of [...(this.#waiting.get(key) ?? [])]) waiter.resolve(value);
  }

  close(error: Error): void {
    this.#closed ??= error;
    for (const set of [...this.#waiting.values()]) for (const waiter of [...set]) waiter.reject(error);
  }
}

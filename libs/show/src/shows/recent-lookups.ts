interface Held<T> {
  value: Promise<T | undefined>;
  untilMs: number;
}

const LIMIT = 5_000;

/** Answers of a store, trusted for a moment. Askers of the same key at the same time share one question. */
export class RecentLookups<T> {
  readonly #trustMs: number;
  readonly #held = new Map<string, Held<T>>();

  constructor(trustMs: number) {
    this.#trustMs = trustMs;
  }

  find(key: string, nowMs: number, ask: (key: string) => Promise<T | undefined>): Promise<T | undefined> {
    const held = this.#held.get(key);
    if (held !== undefined && held.untilMs > nowMs) return held.value;
    const value = ask(key);
    if (this.#held.size >= LIMIT) this.#held.clear();
    this.#held.set(key, { value, untilMs: nowMs + this.#trustMs });
    value.catch(() => this.#held.delete(key));
    return value;
  }

  clear(): void {
    this.#held.clear();
  }
}

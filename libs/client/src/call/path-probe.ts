/** An answer that takes longer than this would be heard as a gap: the other way is taken. */
const DEAD_AFTER_MS = 600;
/** Answers in a row until a way that has died is trusted again. */
const ALIVE_AFTER = 3;
/** Round trips of which the middle one is said. */
const KEPT = 9;

/** Whether a direct connection answers, and how fast: by numbered questions and their answers. No timer, no network. */
export class PathProbe {
  readonly #asked = new Map<number, number>();
  readonly #roundTripsMs: number[] = [];
  #next = 1;
  /** When the oldest question left that followed the newest answered one. */
  #unansweredSinceMs: number | null = null;
  #inARow = 0;
  #isAlive = false;

  /** The number of the next question. */
  ask(nowMs: number): number {
    const number = this.#next;
    this.#next += 1;
    this.#asked.set(number, nowMs);
    this.#unansweredSinceMs ??= nowMs;
    for (const [old, atMs] of this.#asked) if (nowMs - atMs > DEAD_AFTER_MS * 4) this.#asked.delete(old);
    return number;
  }

  /** What was never asked, or long ago, counts for nothing. */
  answered(number: number, nowMs: number): void {
    const askedMs = this.#asked.get(number);
    if (askedMs === undefined) return;
    for (const old of [...this.#asked.keys()]) if (old <= number) this.#asked.delete(old);
    const [later] = this.#asked.values();
    this.#unansweredSinceMs = later ?? null;
    if (nowMs - askedMs > DEAD_AFTER_MS) return;
    this.#roundTripsMs.push(nowMs - askedMs);
    if (this.#roundTripsMs.length > KEPT) this.#roundTripsMs.shift();
    this.#inARow += 1;
    if (this.#inARow >= ALIVE_AFTER) this.#isAlive = true;
  }

  isAlive(nowMs: number): boolean {
    if (this.#unansweredSinceMs !== null && nowMs - this.#unansweredSinceMs > DEAD_AFTER_MS) {
      this.#isAlive = false;
      this.#inARow = 0;
    }
    return this.#isAlive;
  }

  get roundTripMs(): number | null {
    const sorted = [...this.#roundTripsMs].sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}

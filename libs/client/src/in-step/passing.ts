const KEPT = 600;
/** What a jump of the playhead passes by is not shown: only what lies this near behind it. */
const FRESH_MS = 1_500;

/** What is shown for a moment and not kept, such as reactions: each once, when the playhead passes it. */
export class Passing<T> {
  #waiting: { atMs: number; item: T }[] = [];

  add(atMs: number, item: T): void {
    const at = this.#waiting.findLastIndex((other) => other.atMs <= atMs) + 1;
    this.#waiting.splice(at, 0, { atMs, item });
    // A viewer who is far behind loses the newest ones.
    this.#waiting.length = Math.min(this.#waiting.length, KEPT);
  }

  get nextMs(): number | undefined {
    return this.#waiting[0]?.atMs;
  }

  /** What was passed by since the last call. Without a playhead that is everything. */
  take(playheadMs: number | null): T[] {
    const upTo = this.#waiting.findLastIndex(({ atMs }) => playheadMs === null || atMs <= playheadMs) + 1;
    const passed = this.#waiting.splice(0, upTo);
    return passed
      .filter(({ atMs }) => playheadMs === null || playheadMs - atMs <= FRESH_MS)
      .map(({ item }) => item);
  }
}

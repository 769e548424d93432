const KEPT = 64;

/**
 * Two threads have the same monotonic clock with different zeros. The message that was fastest tells the
 * difference best.
 */
export class ThreadClock {
  readonly #differences: number[] = [];

  /** Add to a time of the sending thread to have it on ours. */
  offsetMs(sentMs: number, receivedMs: number): number {
    this.#differences.push(receivedMs - sentMs);
    if (this.#differences.length > KEPT) this.#differences.shift();
    return Math.min(...this.#differences);
  }
}

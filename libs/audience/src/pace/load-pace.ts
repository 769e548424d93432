/** What the chat is slowed down to: few values, so that it does not change all the time. */
const STEPS_MS = [0, 5_000, 10_000, 20_000, 30_000, 60_000];
const WINDOW_MS = 10_000;
/** More than this many times what can be read: slow mode begins. Below half of that it ends. */
const TOO_FAST = 2;
const WRITERS = 20_000;

/** Slow mode by load: as long a pause between two messages of one person as brings the chat back to what can be read. */
export class LoadPace {
  readonly #wroteAtMs = new Map<string, number>();
  #windowFromMs: number;
  #said = 0;
  #slowMs = 0;

  constructor(nowMs: number) {
    this.#windowFromMs = nowMs;
  }

  get slowMs(): number {
    return this.#slowMs;
  }

  /** One more message of a viewer, sent or refused for its pace. */
  said(personId: string, nowMs: number): void {
    this.#said += 1;
    this.#wroteAtMs.delete(personId);
    if (this.#wroteAtMs.size < WRITERS) this.#wroteAtMs.set(personId, nowMs);
  }

  /** At the end of a window, what the pause is from now on. Answers whether it changed. */
  settle(nowMs: number, readablePerSecond: number): boolean {
    const seconds = (nowMs - this.#windowFromMs) / 1_000;
    if (seconds * 1_000 < WINDOW_MS) return false;
    const perSecond = this.#said / seconds;
    for (const [personId, atMs] of this.#wroteAtMs)
      if (nowMs - atMs > Math.max(WINDOW_MS, this.#slowMs * 2)) this.#wroteAtMs.delete(personId);
    const before = this.#slowMs;
    this.#slowMs = this.#pauseFor(perSecond, readablePerSecond);
    this.#said = 0;
    this.#windowFromMs = nowMs;
    return this.#slowMs !== before;
  }

  #pauseFor(perSecond: number, readable: number): number {
    if (readable === 0) return 0;
    const isTooFast = perSecond > readable * TOO_FAST;
    if (!isTooFast && this.#slowMs === 0) return 0;
    if (!isTooFast && perSecond > (readable * TOO_FAST) / 2) return this.#slowMs;
    const neededMs = (this.#wroteAtMs.size / readable) * 1_000;
    if (isTooFast) return STEPS_MS.find((step) => step > this.#slowMs && step >= neededMs) ?? 60_000;
    // Down by one step at a time: who waited writes now.
    return STEPS_MS.findLast((step) => step < this.#slowMs) ?? 0;
  }
}

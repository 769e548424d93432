/** How much of the past tells the earliest arrival: two windows of this length. */
const WINDOW_MS = 5_000;
/** A line that moves further than this at once is another clock. */
const STEP_MS = 2_000;
const EXCESS_KEPT = 200;

/**
 * Watches when things arrive against their own clock. The earliest arrivals draw a line; how far the others
 * come behind it is the jitter.
 */
export class DelayMeter {
  readonly #excess: number[] = [];
  #windowEndMs = Number.NEGATIVE_INFINITY;
  #thisWindow = Number.POSITIVE_INFINITY;
  #lastWindow = Number.POSITIVE_INFINITY;
  #jitterMs = 0;
  #sinceJitter = 0;

  /** Local time minus own time of the earliest arrivals; nothing before the first. */
  get lineMs(): number | undefined {
    const line = Math.min(this.#thisWindow, this.#lastWindow);
    return Number.isFinite(line) ? line : undefined;
  }

  /** The delay behind the line that 97 of 100 stayed within. */
  get jitterMs(): number {
    return this.#jitterMs;
  }

  observe(ownMs: number, arrivedMs: number): void {
    const offset = arrivedMs - ownMs;
    const line = this.lineMs;
    if (line !== undefined && Math.abs(offset - line) > STEP_MS) this.reset();
    if (arrivedMs >= this.#windowEndMs) {
      this.#lastWindow = this.#thisWindow;
      this.#thisWindow = offset;
      this.#windowEndMs = arrivedMs + WINDOW_MS;
    } else this.#thisWindow = Math.min(this.#thisWindow, offset);
    this.#note(offset - (this.lineMs ?? offset));
  }

  reset(): void {
    this.#windowEndMs = Number.NEGATIVE_INFINITY;
    this.#thisWindow = Number.POSITIVE_INFINITY;
    this.#lastWindow = Number.POSITIVE_INFINITY;
    this.#excess.length = 0;
    this.#jitterMs = 0;
  }

  #note(excessMs: number): void {
    this.#excess.push(excessMs);
    if (this.#excess.length > EXCESS_KEPT) this.#excess.shift();
    this.#sinceJitter += 1;
    if (this.#sinceJitter < 16 && this.#excess.length > 16) return;
    this.#sinceJitter = 0;
    const sorted = [...this.#excess].sort((a, b) => a - b);
    this.#jitterMs = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.97))] ?? 0;
  }
}

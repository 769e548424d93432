/** No rise for this long, and a delay may fall at once; each fall that was too early doubles it. */
const FIRST_CALM_MS = 4_000;
const LONGEST_CALM_MS = 64_000;
/** A rise so soon after a fall at once says that the fall was too early. */
const TOO_EARLY_MS = 30_000;

/**
 * Says when a delay has been too long for long enough. A connection with a spike every few seconds would otherwise
 * pull its delay down between any two of them, and each spike would be heard.
 */
export class FallPace {
  #calmMs = FIRST_CALM_MS;
  #risenMs = Number.NEGATIVE_INFINITY;
  #fallenMs = Number.NEGATIVE_INFINITY;

  rose(nowMs: number): void {
    if (nowMs - this.#fallenMs < TOO_EARLY_MS) this.#calmMs = Math.min(LONGEST_CALM_MS, this.#calmMs * 2);
    this.#risenMs = nowMs;
    this.#fallenMs = Number.NEGATIVE_INFINITY;
  }

  fell(nowMs: number): void {
    this.#fallenMs = nowMs;
  }

  isCalm(nowMs: number): boolean {
    return nowMs - this.#risenMs >= this.#calmMs;
  }
}

import type { Clock } from '#kernel';

/** Further apart than this, two neighbours of one stream have nothing to do with each other: a sender that began again. */
const BREAK_MS = 10_000;
const FROZEN_MS = 1_000;
const STEP_MS = 20;

/**
 * Times of one sender that only go forward: over a wrap of 32 bits, a sender that begins again at 0, and one whose times
 * are frozen. One instance for audio and video together, so that they stay with each other.
 */
export class MendTimes {
  readonly #clock: Clock;
  #offsetMs = 0;
  #lastRawMs: number | undefined;
  #lastMs = 0;
  #movedAtMs = 0;
  #frozenMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  mend(rawMs: number): number {
    const nowMs = this.#clock.monotonicMs();
    const before = this.#lastRawMs;
    this.#lastRawMs = rawMs;
    if (before === undefined) {
      this.#offsetMs = -rawMs;
      this.#movedAtMs = nowMs;
      return 0;
    }
    const deltaMs = (rawMs - before) | 0;
    if (Math.abs(deltaMs) > BREAK_MS) this.#offsetMs = this.#lastMs + STEP_MS - rawMs;
    else if (rawMs - before !== deltaMs) this.#offsetMs += deltaMs > 0 ? 2 ** 32 : -(2 ** 32);
    if (deltaMs !== 0) this.#movedAtMs = nowMs;
    this.#thaw(deltaMs, nowMs);
    const ms = rawMs + this.#offsetMs + this.#frozenMs;
    this.#lastMs = Math.max(this.#lastMs, ms);
    return Math.max(0, ms);
  }

  /** While the sender's clock is frozen, ours is taken. */
  #thaw(deltaMs: number, nowMs: number): void {
    if (deltaMs !== 0 || nowMs - this.#movedAtMs < FROZEN_MS) return;
    this.#frozenMs += nowMs - this.#movedAtMs;
    this.#movedAtMs = nowMs;
  }
}

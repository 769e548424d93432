import type { Clock } from '#kernel';

/** So many seconds' worth may come at once after a quiet time: a cheer is not cut. */
const BURST_SECONDS = 3;

/** Lets through as many messages as a person can read; the rest is left out where all are shown. */
export class ReadableShare {
  readonly #clock: Clock;
  readonly #perSecond: () => number;
  #left: number | undefined;
  #atMs: number;

  /** 0 a second lets everything through. */
  constructor(clock: Clock, perSecond: () => number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#atMs = clock.monotonicMs();
  }

  take(): boolean {
    const perSecond = this.#perSecond();
    if (perSecond === 0) return true;
    const most = perSecond * BURST_SECONDS;
    const nowMs = this.#clock.monotonicMs();
    this.#left = Math.min(most, (this.#left ?? most) + ((nowMs - this.#atMs) / 1_000) * perSecond);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

import type { Clock } from '#kernel';

/** Corrections of a long utterance come at once. */
const BURST = 150;
/** Nobody speaks so fast: each cue is an entry of the show's log, which carries the video as well. */
const A_SECOND = 15;

/** How many cues one microphone may make; more are left out. */
export class CuePace {
  readonly #clock: Clock;
  #left = BURST;
  #atMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#atMs = clock.monotonicMs();
  }

  take(): boolean {
    const nowMs = this.#clock.monotonicMs();
    this.#left = Math.min(BURST, this.#left + ((nowMs - this.#atMs) * A_SECOND) / 1_000);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

const LONG_MS = 2_500;
/** A stuck player is pushed on by tenths of a second: that is no playing. */
const NUDGE_S = 0.3;

/** Detects that a player which should move has not for so long that its viewer should be told. */
export class LongWait {
  #toS = 0;
  #atMs = 0;

  step(positionS: number, shouldMove: boolean, nowMs: number): 'moves' | 'waits' | 'waits-long' {
    const isStill = shouldMove && Math.abs(positionS - this.#toS) < NUDGE_S;
    if (!isStill) {
      this.#toS = positionS;
      this.#atMs = nowMs;
      return 'moves';
    }
    return nowMs - this.#atMs > LONG_MS ? 'waits-long' : 'waits';
  }
}

/** A stall this long while the show is on air is not a slow connection: hls.js has run into a dead end. */
const PATIENCE_MS = 10_000;

/**
 * Detects a stall that only a new player ends: the rendition it plays was withdrawn, or its position lies where no
 * media will ever come.
 */
export class StallDetector {
  #lastS = Number.NaN;
  #sinceMs: number | undefined;

  /** Called periodically; true once for each stall. A player that should not move never stalls. */
  step(positionS: number, shouldMove: boolean, nowMs: number): boolean {
    if (!shouldMove || positionS !== this.#lastS) {
      this.#lastS = positionS;
      this.#sinceMs = undefined;
      return false;
    }
    this.#sinceMs ??= nowMs;
    if (nowMs - this.#sinceMs < PATIENCE_MS) return false;
    this.#sinceMs = undefined;
    return true;
  }
}

/** No media for this long while the show is on air is no slow line any more: hls.js has run into a dead end. */
const PATIENCE_MS = 10_000;

/**
 * Tells when a player has stood still for so long that only a new beginning helps: the rung it sits on was given up,
 * or its position lies where nothing will ever come.
 */
export class Standstill {
  #lastS = Number.NaN;
  #sinceMs: number | undefined;

  /** Asked again and again; true once for each standstill. A player that should not move is never stuck. */
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

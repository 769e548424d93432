/** More ticks at once than this: the thread was held up. */
const TICKS_AT_MOST = 2;
/** What piled up meanwhile is worked off within this. */
const CATCH_UP_MS = 100;

/**
 * Knows when the programme's own thread was held up. Frames that it finds then were ready long before: to take
 * their lateness for the connection's would hold every guest back for as long as the thread stood.
 */
export class LateThread {
  #untilMs = Number.NEGATIVE_INFINITY;

  /** So many ticks were due at this moment. */
  ticked(dueTicks: number, nowMs: number): void {
    if (dueTicks > TICKS_AT_MOST) this.#untilMs = nowMs + CATCH_UP_MS;
  }

  isLate(nowMs: number): boolean {
    return nowMs < this.#untilMs;
  }
}

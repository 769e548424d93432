/** Nothing taken for this long, with something waiting: it hangs. A loaded machine still moves. */
const HANGS_MS = 5_000;
/** On a machine that is full, starting takes far longer than going on. */
const STARTS_WITHIN_MS = 15_000;

/** What fits into the pipe before anybody reads is no sign of life. */
const STARTING_MOVES = 2;

/** Tells an encoder that hangs from one that is only slow. */
export class EncoderProgress {
  #taken = 0;
  #movedMs: number | undefined;
  #moves = 0;

  /** `taken` counts the bytes that the encoder has accepted so far. True when it is to be replaced. */
  hangs(taken: number, pending: number, nowMs: number): boolean {
    if (this.#movedMs === undefined || taken !== this.#taken || pending === 0) {
      if (taken !== this.#taken) this.#moves += 1;
      this.#taken = taken;
      this.#movedMs = nowMs;
    }
    return nowMs - this.#movedMs > (this.#moves > STARTING_MOVES ? HANGS_MS : STARTS_WITHIN_MS);
  }
}

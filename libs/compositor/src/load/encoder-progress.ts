/** Nothing taken for this long, with something waiting: it hangs. A loaded machine still moves. */
const HANGS_MS = 4_000;

/** Tells an encoder that hangs from one that is only slow. */
export class EncoderProgress {
  #taken = 0;
  #movedMs: number | undefined;

  /** `taken` counts the bytes that the encoder has accepted so far. True when it is to be replaced. */
  hangs(taken: number, pending: number, nowMs: number): boolean {
    if (this.#movedMs === undefined || taken !== this.#taken || pending === 0) {
      this.#taken = taken;
      this.#movedMs = nowMs;
    }
    return nowMs - this.#movedMs > HANGS_MS;
  }
}

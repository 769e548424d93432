/** Behind by this much, second after second, the machine does not carry the ladder. */
const BEHIND_SECONDS = 0.7;
const PATIENCE = 3;
/** A new encoder starts behind and a relieved machine takes a moment: not judged. */
const GRACE_SECONDS = 8;

/** Decides when a rung must go so that the others can live. Asked once a second. */
export class PressureWatch {
  readonly #frameRate: number;
  #bad = 0;
  #grace = GRACE_SECONDS;

  constructor(frameRate: number) {
    this.#frameRate = frameRate;
  }

  /** True when a rung is to be shed now. */
  step(behindFrames: number): boolean {
    if (this.#grace > 0) {
      this.#grace -= 1;
      return false;
    }
    this.#bad = behindFrames > BEHIND_SECONDS * this.#frameRate ? this.#bad + 1 : 0;
    if (this.#bad < PATIENCE) return false;
    this.#bad = 0;
    this.#grace = GRACE_SECONDS;
    return true;
  }
}

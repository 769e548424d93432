/**
 * Parts come late by as much as the encoder is behind, and players hold back three parts: 1.5 s by default. Up to half
 * of that nobody notices; from nearly all of it on pictures stand still.
 */
const BEHIND_SECONDS = 0.7;
const FAR_BEHIND_SECONDS = 1.4;
/** Well again below this, and not at the first value under the line. */
const CAUGHT_UP_SECONDS = 0.35;
/** Seconds behind, those far behind count twice: a moment of load passes, three seconds far behind do not. */
const PATIENCE = 6;
/** What it regains in a second when it is on its way back by itself. */
const CATCHING_UP_SECONDS = 0.1;
/** A new encoder starts behind and a relieved machine takes a moment: not judged. */
const GRACE_SECONDS = 8;

/** Decides when a rung must go so that the others can live. Asked once a second. */
export class PressureWatch {
  readonly #frameRate: number;
  #bad = 0;
  #lastSeconds = 0;
  #grace = GRACE_SECONDS;

  constructor(frameRate: number) {
    this.#frameRate = frameRate;
  }

  /** Nothing was behind for a moment that counts. */
  isEasy(behindFrames: number): boolean {
    return this.#grace === 0 && behindFrames <= CAUGHT_UP_SECONDS * this.#frameRate;
  }

  /** True when a rung is to be shed now. */
  step(behindFrames: number): boolean {
    const behindSeconds = behindFrames / this.#frameRate;
    const isCatchingUp = this.#lastSeconds - behindSeconds >= CATCHING_UP_SECONDS;
    this.#lastSeconds = behindSeconds;
    if (this.#grace > 0) {
      this.#grace -= 1;
      return false;
    }
    if (behindSeconds <= CAUGHT_UP_SECONDS) this.#bad = 0;
    else if (behindSeconds > BEHIND_SECONDS && !isCatchingUp)
      this.#bad += behindSeconds > FAR_BEHIND_SECONDS ? 2 : 1;
    if (this.#bad < PATIENCE) return false;
    this.rest();
    return true;
  }

  /** The ladder changed: what comes next is not judged at once. */
  rest(): void {
    this.#bad = 0;
    this.#grace = GRACE_SECONDS;
  }
}

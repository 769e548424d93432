import type { ProgrammeSettings } from '../settings.js';

/**
 * Parts come late by as much as the encoder is behind, and players hold back three of them. Up to half of that nobody
 * notices; from nearly all of it on players stall. In shares of what is held back: 0.7, 1.4 and 0.35 of 1.5 s.
 */
const BEHIND_SHARE = 0.47;
const FAR_BEHIND_SHARE = 0.93;
/** Well again below this, and not at the first value under the line. */
const CAUGHT_UP_SHARE = 0.23;
/** Parts that players hold back. Without parts they hold back segments, which forgive more than a show should bear. */
const HELD_BACK_PARTS = 3;
const HELD_BACK_SECONDS = { least: 0.6, most: 3 };
/** Seconds behind, those far behind count twice: a moment of load passes, three seconds far behind do not. */
const PATIENCE = 6;
/** What it regains in a second when it is on its way back by itself. */
const CATCHING_UP_SECONDS = 0.1;
/** A new encoder starts behind and a relieved machine takes a moment: not judged. */
const GRACE_SECONDS = 8;

/** Decides when a rung must go so that the others can live. Asked once a second. */
export class PressureWatch {
  readonly #frameRate: number;
  readonly #heldBackSeconds: number;
  #bad = 0;
  #lastSeconds = 0;
  #grace = GRACE_SECONDS;

  constructor({ frameRate, fragmentMs }: Pick<ProgrammeSettings, 'frameRate' | 'fragmentMs'>) {
    this.#frameRate = frameRate;
    const { least, most } = HELD_BACK_SECONDS;
    this.#heldBackSeconds = Math.min(most, Math.max(least, (HELD_BACK_PARTS * fragmentMs) / 1_000));
  }

  /** Nothing was behind for a moment that counts. */
  isEasy(behindFrames: number): boolean {
    return this.#grace === 0 && behindFrames / this.#frameRate <= CAUGHT_UP_SHARE * this.#heldBackSeconds;
  }

  /** True when a rung is to be shed now. */
  step(behindFrames: number): boolean {
    const behindSeconds = behindFrames / this.#frameRate;
    const share = behindSeconds / this.#heldBackSeconds;
    const isCatchingUp = this.#lastSeconds - behindSeconds >= CATCHING_UP_SECONDS;
    this.#lastSeconds = behindSeconds;
    if (this.#grace > 0) {
      this.#grace -= 1;
      return false;
    }
    if (share <= CAUGHT_UP_SHARE) this.#bad = 0;
    else if (share > BEHIND_SHARE && !isCatchingUp) this.#bad += share > FAR_BEHIND_SHARE ? 2 : 1;
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

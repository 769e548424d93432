import type { ProgrammeSettings } from '../settings.js';

/**
 * Parts come late by as much as the encoder is behind, and players hold back three of them. Up to half of that nobody
 * notices; from nearly all of it on players stall. In shares of what is held back: 0.7, 1.4 and 0.35 of 1.5 s.
 */
const BEHIND_SHARE = 0.47;
const FAR_BEHIND_SHARE = 0.93;
/** From here on viewers stall, or are behind by as much again as they need. */
const TWICE_BEHIND_SHARE = 2;
/** Well again below this, and not at the first value under the line. */
const CAUGHT_UP_SHARE = 0.23;
/** Parts that players hold back. Without parts they hold back segments, which forgive more than a show should bear. */
const HELD_BACK_PARTS = 3;
const HELD_BACK_SECONDS = { least: 0.6, most: 3 };
/** Seconds behind, those far behind count twice, those behind by twice as much three times: a moment of load passes. */
const PATIENCE = 6;
/** What it regains in a second when it is on its way back by itself. */
const CATCHING_UP_SECONDS = 0.1;
/**
 * A new encoder starts behind and a relieved machine takes a moment: not judged. At the start of a show only what is far
 * behind, and does not shrink, is: its first viewers would begin that late, and make up for it ever so slowly.
 */
const GRACE_SECONDS = 8;

/** Decides when a rung must go so that the others can live. Asked once a second. */
export class PressureWatch {
  readonly #frameRate: number;
  readonly #heldBackSeconds: number;
  #bad = 0;
  #lastSeconds = 0;
  #grace = GRACE_SECONDS;
  /** Since the start. */
  #hasChanged = false;

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
    const isExcused = this.#grace > 0 && (this.#hasChanged || share <= FAR_BEHIND_SHARE);
    this.#grace = Math.max(0, this.#grace - 1);
    if (share <= CAUGHT_UP_SHARE) this.#bad = 0;
    else if (!isExcused && !isCatchingUp) this.#bad += badnessOf(share);
    if (this.#bad < PATIENCE) return false;
    this.rest();
    return true;
  }

  /** The ladder changed: what comes next is not judged at once. */
  rest(): void {
    this.#hasChanged = true;
    this.#bad = 0;
    this.#grace = GRACE_SECONDS;
  }
}

function badnessOf(share: number): number {
  if (share > TWICE_BEHIND_SHARE) return 3;
  if (share > FAR_BEHIND_SHARE) return 2;
  return share > BEHIND_SHARE ? 1 : 0;
}

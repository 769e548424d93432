import type { CodedFrame } from '#media';

/** A coded frame and its moment. */
export interface CodedAt {
  frame: CodedFrame;
  /** On its sender's clock, unwrapped. */
  rtpTime: number;
}

export interface TakenFrames {
  frames: readonly CodedAt[];
  /** Frames before the first of these are missing. */
  isBroken: boolean;
}

/** A second at 60 frames a second, though frames are taken at each tick. */
const MOST_FRAMES = 64;
const MOST_BYTES = 8 * 1024 * 1024;

/** The coded frames of a track in the order of their decoding, kept only while they are wanted. Beyond the bounds all are dropped. */
export class CodedFrames {
  #waiting: CodedAt[] = [];
  #bytes = 0;
  #isKept = false;
  #isBroken = false;

  keep(isKept: boolean): void {
    if (isKept === this.#isKept) return;
    this.#isKept = isKept;
    this.lose();
  }

  push(frame: CodedFrame, rtpTime: number): void {
    if (!this.#isKept) return;
    this.#waiting.push({ frame, rtpTime });
    this.#bytes += frame.data.length;
    if (this.#waiting.length > MOST_FRAMES || this.#bytes > MOST_BYTES) this.lose();
  }

  /** Frames are missing: those that wait are dropped, and the next `take` says so. */
  lose(): void {
    this.#waiting = [];
    this.#bytes = 0;
    this.#isBroken = this.#isKept;
  }

  /** Everything up to this moment of the sender's clock, once. */
  take(untilRtp: number): TakenFrames {
    const later = this.#waiting.findIndex(({ rtpTime }) => rtpTime > untilRtp);
    const frames = this.#waiting.splice(0, later < 0 ? this.#waiting.length : later);
    for (const { frame } of frames) this.#bytes -= frame.data.length;
    const isBroken = this.#isBroken;
    this.#isBroken = false;
    return { frames, isBroken };
  }
}

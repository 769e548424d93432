import type { CodedFrame } from '#media';

export interface CodedAt {
  frame: CodedFrame;
  /** Unwrapped. */
  rtpTime: number;
}

export interface TakenFrames {
  frames: readonly CodedAt[];
  /** Something before the first of them is missing. */
  isBroken: boolean;
}

/** A second at 60 frames: who takes them takes them at each tick. */
const MOST_FRAMES = 64;
const MOST_BYTES = 8 * 1024 * 1024;

/** The coded frames of a track in the order of their decoding, kept only while they are wanted. Beyond its bounds all are dropped. */
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

  /** What comes next does not follow on what was here. */
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

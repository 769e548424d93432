import type { TimedFrame } from './video-decoder.js';

/** Frames that wait are at most this many: beyond, the oldest goes. */
const LIMIT = 24;

/** Decoded frames of one tile, waiting for their moment. The newest whose time has come wins. */
export class FrameQueue {
  readonly #waiting: TimedFrame[] = [];
  #shown: TimedFrame | undefined;
  #shownCount = 0;
  #dropped = 0;

  /** Different frames shown. */
  get shownCount(): number {
    return this.#shownCount;
  }

  /** Frames never shown because a newer one had come. */
  get dropped(): number {
    return this.#dropped;
  }

  get shown(): TimedFrame | undefined {
    return this.#shown;
  }

  push(frame: TimedFrame): void {
    // A clock that went back is a sender that restarted: frames that wait belong to the old one.
    const last = this.#waiting.at(-1) ?? this.#shown;
    if (last && frame.rtpTime < last.rtpTime) this.#dropWaiting();
    this.#waiting.push(frame);
    if (this.#waiting.length > LIMIT) this.#drop();
  }

  /** The frame for this moment of the sender's clock. Without a moment it is the newest. */
  pick(rtpTime: number | undefined): TimedFrame | undefined {
    let next = this.#waiting[0];
    while (next && (rtpTime === undefined || next.rtpTime <= rtpTime)) {
      this.#waiting.shift();
      const following: TimedFrame | undefined = this.#waiting[0];
      if (following && (rtpTime === undefined || following.rtpTime <= rtpTime)) {
        this.#dropped += 1;
        next.release();
      } else this.#show(next);
      next = following;
    }
    return this.#shown;
  }

  clear(): void {
    this.#dropWaiting();
    this.#shown?.release();
    this.#shown = undefined;
  }

  #show(frame: TimedFrame): void {
    this.#shown?.release();
    this.#shown = frame;
    this.#shownCount += 1;
  }

  #drop(): void {
    this.#dropped += 1;
    this.#waiting.shift()?.release();
  }

  #dropWaiting(): void {
    while (this.#waiting.length > 0) this.#drop();
  }
}

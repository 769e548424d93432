import type { CodedFrame } from '#media';
import type { CodedAt } from './coded-frames.js';

/** More would keep a decoder that begins late busier than waiting for the next key frame takes. */
const MOST_FRAMES = 45;
const MOST_BYTES = 1_000_000;

/**
 * The last key frame and all since. A browser asked for another within 300 ms of one gives none, and the stage asks
 * again only after a second: a decoder that came a moment too late for a key frame must not wait for the next.
 */
export class RecentFrames {
  #frames: CodedAt[] = [];
  #bytes = 0;

  get frames(): readonly CodedAt[] {
    return this.#frames;
  }

  push(frame: CodedFrame, rtpTime: number): void {
    if (frame.isKey) this.clear();
    else if (this.#frames.length === 0) return;
    this.#frames.push({ frame, rtpTime });
    this.#bytes += frame.data.length;
    if (this.#frames.length > MOST_FRAMES || this.#bytes > MOST_BYTES) this.clear();
  }

  /** What comes next does not follow on what is here. */
  clear(): void {
    this.#frames = [];
    this.#bytes = 0;
  }
}

import { createI420, type I420 } from './i420.js';

/** A canvas that an encoder may still be reading. */
export interface RingCanvas {
  readonly picture: I420;
  /** Writes under way that read it. */
  readers: number;
}

/** The canvases of a programme. One is free when nobody reads it any more. */
export class CanvasRing {
  readonly #canvases: RingCanvas[];

  constructor(width: number, height: number, count: number) {
    this.#canvases = Array.from({ length: count }, () => ({
      picture: createI420(width, height),
      readers: 0,
    }));
  }

  /** A canvas to draw on; nothing while the encoder holds them all. */
  take(): RingCanvas | undefined {
    // Always the first: two of them take turns and stay in the processor's cache, the others wait for an encoder's start.
    return this.#canvases.find(({ readers }) => readers === 0);
  }
}

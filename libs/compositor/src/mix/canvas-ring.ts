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
  #next = 0;

  constructor(width: number, height: number, count: number) {
    this.#canvases = Array.from({ length: count }, () => ({
      picture: createI420(width, height),
      readers: 0,
    }));
  }

  /** A canvas to draw on; nothing while the encoder holds them all. */
  take(): RingCanvas | undefined {
    for (let step = 0; step < this.#canvases.length; step += 1) {
      const canvas = this.#canvases[(this.#next + step) % this.#canvases.length] as RingCanvas;
      if (canvas.readers > 0) continue;
      this.#next = (this.#next + step + 1) % this.#canvases.length;
      return canvas;
    }
    return undefined;
  }
}

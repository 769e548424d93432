import { createI420, type I420 } from '../mix/i420.js';
import type { InputHistory, InputPiece } from './input-history.js';

/** A canvas that encoders may still be reading. */
export interface HeldCanvas {
  readonly image: I420;
  /** Writes under way that read it. */
  readers: number;
}

interface Entry {
  unit: number;
  canvas: HeldCanvas;
}

/**
 * The canvases of a format and which frame each of them holds. A canvas is free when nobody reads it and its frame was
 * delivered; where all are taken, the oldest frames are given up. Memory grows only as far as encoders are behind.
 */
export class FrameHistory implements InputHistory {
  readonly #size: { width: number; height: number };
  readonly #limit: number;
  readonly #canvases: HeldCanvas[] = [];
  #entries: Entry[] = [];

  constructor(width: number, height: number, limit: number) {
    this.#size = { width, height };
    this.#limit = limit;
  }

  get firstUnit(): number | undefined {
    return this.#entries[0]?.unit;
  }

  get canvasCount(): number {
    return this.#canvases.length;
  }

  /** A canvas to draw on; nothing while encoders read them all. */
  take(): HeldCanvas | undefined {
    // Always the first free one: few of them are in use while all is well, and those stay in the processor's cache.
    const free = this.#findFree();
    if (free) return free;
    if (this.#canvases.length < this.#limit) {
      const canvas = { image: createI420(this.#size.width, this.#size.height), readers: 0 };
      this.#canvases.push(canvas);
      return canvas;
    }
    while (this.#entries.length > 0) {
      this.#entries.shift();
      const given = this.#findFree();
      if (given) return given;
    }
    return undefined;
  }

  /** The canvas is the frame of this tick; the same one again is a frame that is repeated. */
  push(canvas: HeldCanvas, unit: number): void {
    this.#entries.push({ canvas, unit });
    if (this.#entries.length > this.#limit) this.#entries.shift();
  }

  each(fromUnit: number, take: (piece: InputPiece, done: () => void) => void): void {
    for (const { canvas, unit } of this.#entries) {
      if (unit < fromUnit) continue;
      canvas.readers += 1;
      take({ bytes: canvas.image.data, unit, units: 1 }, () => {
        canvas.readers -= 1;
      });
    }
  }

  forgetBefore(unit: number): void {
    while (this.#entries[0] && this.#entries[0].unit < unit) this.#entries.shift();
  }

  clear(): void {
    this.#entries = [];
  }

  #findFree(): HeldCanvas | undefined {
    const held = new Set(this.#entries.map(({ canvas }) => canvas));
    return this.#canvases.find((canvas) => canvas.readers === 0 && !held.has(canvas));
  }
}

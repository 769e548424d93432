import { createI420, type I420 } from '../mix/i420.js';

/** Reuses the memory of images of one size. */
export class ImagePool {
  readonly #width: number;
  readonly #height: number;
  readonly #limit: number;
  readonly #free: I420[] = [];

  constructor(width: number, height: number, limit = 8) {
    this.#width = width;
    this.#height = height;
    this.#limit = limit;
  }

  take(): I420 {
    return this.#free.pop() ?? createI420(this.#width, this.#height);
  }

  give(image: I420): void {
    if (this.#free.length < this.#limit) this.#free.push(image);
  }
}

import type { I420 } from '../mix/i420.js';
import type { ImagePool } from './image-pool.js';

/** Cuts a decoder's raw output into images. */
export class ImageAssembler {
  readonly #pool: ImagePool;
  #current: I420 | undefined;
  #filled = 0;

  constructor(pool: ImagePool) {
    this.#pool = pool;
  }

  push(chunk: Uint8Array, onImage: (image: I420) => void): void {
    let at = 0;
    while (at < chunk.length) {
      this.#current ??= this.#pool.take();
      const { data } = this.#current;
      const count = Math.min(chunk.length - at, data.length - this.#filled);
      data.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
      at += count;
      this.#filled += count;
      if (this.#filled < data.length) return;
      const whole = this.#current;
      this.#current = undefined;
      this.#filled = 0;
      onImage(whole);
    }
  }
}

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

  /** Memory for what comes next, so that it is read to where it belongs. Tell it by `filled`. */
  room(): Uint8Array {
    this.#current ??= this.#pool.take();
    return this.#current.data.subarray(this.#filled);
  }

  /** So many bytes were put into the room. */
  filled(count: number, onImage: (image: I420) => void): void {
    const current = this.#current;
    this.#filled += count;
    if (!current || this.#filled < current.data.length) return;
    this.#current = undefined;
    this.#filled = 0;
    onImage(current);
  }

  push(chunk: Uint8Array, onImage: (image: I420) => void): void {
    let at = 0;
    while (at < chunk.length) {
      const room = this.room();
      const count = Math.min(chunk.length - at, room.length);
      room.set(chunk.subarray(at, at + count));
      at += count;
      this.filled(count, onImage);
    }
  }
}

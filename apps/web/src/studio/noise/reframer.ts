/**
 * Samples come in blocks of the browser's size and are changed in frames of the model's size. What comes out is late by
 * the least with which no block ever lacks a sample: of 480 and 128 that is 448 samples, 9.3 ms at 48 kHz.
 */
export class Reframer {
  readonly #frame: Float32Array;
  readonly #change: (frame: Float32Array) => void;
  readonly #ready: Float32Array;
  #filled = 0;
  #readyCount: number;

  /** `change` writes its result into the frame that it is given. */
  constructor(frameSize: number, blockSize: number, change: (frame: Float32Array) => void) {
    this.#frame = new Float32Array(frameSize);
    this.#change = change;
    // Silence that was ready from the beginning.
    this.#readyCount = frameSize - greatestCommonDivisor(frameSize, blockSize);
    this.#ready = new Float32Array(this.#readyCount + frameSize + blockSize);
  }

  /** As many samples come out as go in. */
  pass(block: Float32Array, out: Float32Array): void {
    let at = 0;
    while (at < block.length) {
      const piece = block.subarray(at, at + this.#frame.length - this.#filled);
      this.#frame.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === this.#frame.length) this.#finishFrame();
    }
    out.set(this.#ready.subarray(0, out.length));
    this.#ready.copyWithin(0, out.length, this.#readyCount);
    this.#readyCount -= out.length;
  }

  #finishFrame(): void {
    this.#change(this.#frame);
    this.#ready.set(this.#frame, this.#readyCount);
    this.#readyCount += this.#frame.length;
    this.#filled = 0;
  }
}

const greatestCommonDivisor = (one: number, other: number): number =>
  other === 0 ? one : greatestCommonDivisor(other, one % other);

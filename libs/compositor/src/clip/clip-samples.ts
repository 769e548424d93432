import type { AheadReader } from './ahead-reader.js';
import { AUDIO_PIECE_SAMPLES } from './clip-decoder.js';

/** The samples of a clip, as many at a time as a tick has. What comes too late is left out. */
export class ClipSamples {
  readonly #reader: Pick<AheadReader, 'take' | 'taken'>;
  #piece: Float32Array | undefined;
  #at = 0;
  /** The number of the next sample. */
  #next = 0;

  constructor(reader: Pick<AheadReader, 'take' | 'taken'>) {
    this.#reader = reader;
  }

  /** Samples that were read and not heard. */
  get isLeft(): boolean {
    return this.#piece !== undefined && this.#at < AUDIO_PIECE_SAMPLES;
  }

  render(left: Float32Array, right: Float32Array, count: number): void {
    for (let i = 0; i < count; i += 1) {
      const piece = this.#pieceOf(this.#next + i);
      left[i] = piece?.[2 * this.#at] ?? 0;
      right[i] = piece?.[2 * this.#at + 1] ?? 0;
      if (piece) this.#at += 1;
    }
    this.#next += count;
  }

  #pieceOf(sample: number): Float32Array | undefined {
    if (this.#piece && this.#at < AUDIO_PIECE_SAMPLES) return this.#piece;
    this.#piece = undefined;
    const number = Math.floor(sample / AUDIO_PIECE_SAMPLES);
    while (this.#reader.taken <= number) {
      const bytes = this.#reader.take();
      if (!bytes) return undefined;
      if (this.#reader.taken <= number) continue;
      this.#piece = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      this.#at = sample - number * AUDIO_PIECE_SAMPLES;
    }
    return this.#piece;
  }
}

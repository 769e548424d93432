import { AAC_PRIMING_SAMPLES } from '../encode/encoder-arguments.js';
import type { EncoderKeeper } from '../encode/encoder-keeper.js';

const BYTES_A_SAMPLE = 8;

/** Hands the mix to its encoder, and lines up the beginning of each of its runs. */
export class SoundFeed {
  readonly #keeper: EncoderKeeper;
  #startsAt: number | undefined;

  constructor(keeper: EncoderKeeper) {
    this.#keeper = keeper;
  }

  /** `first` counts the programme's samples; `samples` are interleaved and must not be touched again. */
  push(samples: Float32Array, first: number): void {
    if (!this.#keeper.isUp) return;
    if (!this.#keeper.isFresh) this.#startsAt = undefined;
    else this.#startsAt ??= first;
    const start = this.#startsAt;
    const skipped = start === undefined ? 0 : Math.max(0, start + AAC_PRIMING_SAMPLES - first);
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    const rest = bytes.subarray(Math.min(bytes.length, skipped * BYTES_A_SAMPLE));
    if (rest.length > 0) this.#keeper.write(rest, start ?? first, () => undefined);
  }
}

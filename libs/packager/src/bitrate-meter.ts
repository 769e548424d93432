import type { TimelineState } from './snapshot/snapshot-schema.js';

type BitrateState = TimelineState['bitrate'];

/** Segments shorter than this say little about a rate: a cut next to a fault may hold one key frame only. */
const SHORTEST_MEASURED_SECONDS = 1;

/** Measures what a rendition really takes, as BANDWIDTH and AVERAGE-BANDWIDTH want it (RFC 8216bis, 4.4.6.2). */
export class BitrateMeter {
  readonly #expected: number;
  #peak = 0;
  #bits = 0;
  #seconds = 0;

  constructor(expectedBitrate: number) {
    this.#expected = expectedBitrate;
  }

  restore({ peak, bits, seconds }: BitrateState): void {
    this.#peak = peak;
    this.#bits = bits;
    this.#seconds = seconds;
  }

  snapshot(): BitrateState {
    return { peak: this.#peak, bits: this.#bits, seconds: this.#seconds };
  }

  segment(sizeBytes: number, durationSeconds: number): void {
    if (durationSeconds < SHORTEST_MEASURED_SECONDS || sizeBytes === 0) return;
    this.#bits += sizeBytes * 8;
    this.#seconds += durationSeconds;
    this.#peak = Math.max(this.#peak, (sizeBytes * 8) / durationSeconds);
  }

  /** What the encoder may come to at any moment, or more where more was measured: a slate takes next to nothing. */
  get peak(): number {
    return Math.max(this.#peak, this.#expected);
  }

  get average(): number {
    return this.#seconds === 0 ? this.#expected : this.#bits / this.#seconds;
  }
}

import type { InputHistory, InputPiece } from './input-history.js';

const BYTES_A_SAMPLE = 8;

/** The programme's interleaved stereo samples of the last seconds; the oldest are dropped. */
export class SampleHistory implements InputHistory {
  readonly #limitSamples: number;
  #pieces: InputPiece[] = [];

  constructor(limitSamples: number) {
    this.#limitSamples = limitSamples;
  }

  get firstUnit(): number | undefined {
    return this.#pieces[0]?.unit;
  }

  /** `unit` counts the programme's samples; the samples must not be touched again. */
  push(samples: Float32Array, unit: number): void {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    this.#pieces.push({ bytes, unit, units: bytes.length / BYTES_A_SAMPLE });
    this.forgetBefore(unit - this.#limitSamples);
  }

  each(fromUnit: number, take: (piece: InputPiece, done: () => void) => void): void {
    for (const { bytes, unit, units } of this.#pieces) {
      const skipped = Math.max(0, fromUnit - unit);
      if (skipped >= units) continue;
      const rest = bytes.subarray(skipped * BYTES_A_SAMPLE);
      take({ bytes: rest, unit: unit + skipped, units: units - skipped }, () => undefined);
    }
  }

  forgetBefore(unit: number): void {
    const kept = this.#pieces.findIndex((piece) => piece.unit + piece.units > unit);
    this.#pieces = kept < 0 ? [] : this.#pieces.slice(kept);
  }

  clear(): void {
    this.#pieces = [];
  }
}

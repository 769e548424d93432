import { Compressor } from './compressor.js';
import { Leveller } from './leveller.js';
import { Limiter } from './limiter.js';
import { type Loudness, LoudnessMeter } from './loudness-meter.js';
import { rampGain } from './ramp-gain.js';

/** What the sum of all sources passes on its way to the encoder: levelling where it is wanted, limiter, loudness meter. */
export class Master {
  readonly #compressor = new Compressor();
  readonly #leveller = new Leveller();
  readonly #limiter = new Limiter();
  readonly #meter = new LoudnessMeter();
  #isLevelling = false;
  #gain = 1;

  get loudness(): Loudness & { gainDb: number } {
    return { ...this.#meter.read(), gainDb: this.#leveller.gainDb };
  }

  /** Compressor and gain towards -16 LUFS; without them the mix is as loud as its sources. */
  setLevelling(isOn: boolean): void {
    if (!isOn) this.#compressor.reset();
    this.#isLevelling = isOn;
    this.#leveller.setOn(isOn);
  }

  /** In place. */
  process(left: Float32Array, right: Float32Array, count: number, elapsedMs: number): void {
    if (this.#isLevelling) this.#compressor.process(left, right, count);
    this.#ride(left, right, count, elapsedMs);
    this.#limiter.process(left, right, count);
    this.#meter.push(left, right, count);
  }

  #ride(left: Float32Array, right: Float32Array, count: number, elapsedMs: number): void {
    // Off, it still returns to 1 without a jump.
    if (!this.#isLevelling && this.#gain === 1) return;
    const target = this.#leveller.step(this.#meter, elapsedMs);
    rampGain(left, right, count, this.#gain, target);
    this.#gain = target;
  }
}

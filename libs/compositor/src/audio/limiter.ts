/** The limiter sees this far ahead, so all audio leaves it this much later. */
export const LIMITER_DELAY_SAMPLES = 240;
const RELEASE_SAMPLES = 4_800;

/**
 * Keeps the sum of all voices below a ceiling. It looks 5 ms ahead: the gain is down before the peak comes, so
 * nothing is cut off and nothing clicks. Both channels get the same gain, or the stage would wander.
 */
export class Limiter {
  readonly #ceiling: number;
  readonly #left = new Float32Array(LIMITER_DELAY_SAMPLES);
  readonly #right = new Float32Array(LIMITER_DELAY_SAMPLES);
  /** The gain that each sample in the delay line needs. */
  readonly #needed = new Float32Array(LIMITER_DELAY_SAMPLES).fill(1);
  /** Held minima of the last window, whose mean is the gain: never above what any sample in it needs. */
  readonly #held = new Float32Array(LIMITER_DELAY_SAMPLES).fill(1);
  #heldSum = LIMITER_DELAY_SAMPLES;
  #at = 0;
  #lowest = 1;
  #lowestLeft = 0;
  #release = 1;

  constructor(ceiling = 0.89) {
    this.#ceiling = ceiling;
  }

  /** In place. */
  process(left: Float32Array, right: Float32Array, count: number): void {
    for (let i = 0; i < count; i += 1) {
      const at = this.#at;
      const inLeft = left[i] as number;
      const inRight = right[i] as number;
      const gain = this.#gainFor(Math.max(Math.abs(inLeft), Math.abs(inRight)), at);
      left[i] = (this.#left[at] as number) * gain;
      right[i] = (this.#right[at] as number) * gain;
      this.#left[at] = inLeft;
      this.#right[at] = inRight;
      this.#at = (at + 1) % LIMITER_DELAY_SAMPLES;
    }
  }

  #gainFor(peak: number, at: number): number {
    const needed = peak > this.#ceiling ? this.#ceiling / peak : 1;
    this.#needed[at] = needed;
    if (needed <= this.#lowest) {
      this.#lowest = needed;
      this.#lowestLeft = LIMITER_DELAY_SAMPLES;
    } else {
      this.#lowestLeft -= 1;
      if (this.#lowestLeft < 0 && this.#lowest < 1) this.#findLowest();
    }
    this.#release = Math.min(this.#lowest, this.#release + (1 - this.#release) / RELEASE_SAMPLES + 1e-7);
    this.#heldSum += this.#release - (this.#held[at] as number);
    this.#held[at] = this.#release;
    return Math.min(1, this.#heldSum / LIMITER_DELAY_SAMPLES);
  }

  /** The lowest gain left the window: look for the next one. */
  #findLowest(): void {
    let lowest = 1;
    let age = 0;
    for (let back = 0; back < LIMITER_DELAY_SAMPLES; back += 1) {
      const needed = this.#needed[
        (this.#at - back + LIMITER_DELAY_SAMPLES) % LIMITER_DELAY_SAMPLES
      ] as number;
      if (needed < lowest) {
        lowest = needed;
        age = back;
      }
    }
    this.#lowest = lowest;
    this.#lowestLeft = LIMITER_DELAY_SAMPLES - age;
  }
}

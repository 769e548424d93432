import type { PcmRing } from './pcm-ring.js';

/** Made-up audio is gone after this long: longer, it turns into a buzz. */
const FADE_SAMPLES = 2_880;
const SHORTEST_PERIOD = 120;
const LONGEST_PERIOD = 720;
/** Real audio takes over from made-up audio within 5 ms. */
export const TAKEOVER_SAMPLES = 240;

/** The lag at which the end of the audio resembles itself most: its pitch, or as good as one. */
export function findPeriod(ring: PcmRing): number {
  const { left, right, mask, end } = ring;
  const sample = (at: number) => (left[at & mask] as number) + (right[at & mask] as number);
  let best = LONGEST_PERIOD;
  let bestScore = 0;
  for (let lag = SHORTEST_PERIOD; lag <= LONGEST_PERIOD; lag += 2) {
    let product = 0;
    let energy = 1e-9;
    for (let i = 1; i <= LONGEST_PERIOD; i += 3) {
      const old = sample(end - i - lag);
      product += sample(end - i) * old;
      energy += old * old;
    }
    const score = product > 0 ? (product * product) / energy : 0;
    // Twice the pitch resembles as well: the shorter one wins unless the longer is clearly better.
    if (score > bestScore * 1.02) {
      best = lag;
      bestScore = score;
    }
  }
  return best;
}

/**
 * Fills what never arrived: repeats the last period of the audio while fading it out. The first sample of a gap
 * decides the period; until `end` is called all belongs to one gap.
 */
export class Concealment {
  #period = 0;
  #from = 0;
  #made = 0;

  get isActive(): boolean {
    return this.#period > 0;
  }

  /** Nothing is left to hear of it. */
  get isFaded(): boolean {
    return this.isActive && this.#made >= FADE_SAMPLES;
  }

  /** Makes up the next `count` samples behind the ring's end. */
  make(ring: PcmRing, left: Float32Array, right: Float32Array, count: number): void {
    if (!this.isActive) this.#begin(ring);
    for (let i = 0; i < count; i += 1) {
      const gain = Math.max(0, 1 - this.#made / FADE_SAMPLES);
      const at = (this.#from + (this.#made % this.#period)) & ring.mask;
      left[i] = (ring.left[at] as number) * gain;
      right[i] = (ring.right[at] as number) * gain;
      this.#made += 1;
    }
  }

  /** Blends the beginning of real audio, in place, with what the made-up audio would have gone on to be. */
  takeOver(ring: PcmRing, left: Float32Array, right: Float32Array, count: number): void {
    const blend = Math.min(TAKEOVER_SAMPLES, count);
    const oldLeft = new Float32Array(blend);
    const oldRight = new Float32Array(blend);
    this.make(ring, oldLeft, oldRight, blend);
    for (let i = 0; i < blend; i += 1) {
      const weight = (i + 1) / blend;
      left[i] = (left[i] as number) * weight + (oldLeft[i] as number) * (1 - weight);
      right[i] = (right[i] as number) * weight + (oldRight[i] as number) * (1 - weight);
    }
    this.#period = 0;
  }

  reset(): void {
    this.#period = 0;
  }

  #begin(ring: PcmRing): void {
    this.#period = findPeriod(ring);
    this.#from = ring.end - this.#period;
    this.#made = 0;
  }
}

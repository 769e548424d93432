import type { PcmRing } from './pcm-ring.js';

const { round } = Math;

const TAPS = 16;
const PHASES = 512;
/** Samples that a rendering reads before and after its own. */
export const RESAMPLER_REACH = TAPS / 2;

/** A windowed sinc (Kaiser, beta 8), one row of taps for each fraction of a sample. */
function buildTable(): Float32Array {
  const bessel = (x: number): number => {
    let sum = 1;
    let term = 1;
    for (let k = 1; k < 30; k += 1) {
      term *= (x / (2 * k)) ** 2;
      sum += term;
    }
    return sum;
  };
  const table = new Float32Array((PHASES + 1) * TAPS);
  for (let phase = 0; phase <= PHASES; phase += 1) {
    let total = 0;
    for (let tap = 0; tap < TAPS; tap += 1) {
      const x = tap - (TAPS / 2 - 1) - phase / PHASES;
      const edge = x / (TAPS / 2);
      const window = Math.abs(edge) >= 1 ? 0 : bessel(8 * Math.sqrt(1 - edge * edge)) / bessel(8);
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      table[phase * TAPS + tap] = sinc * window;
      total += sinc * window;
    }
    for (let tap = 0; tap < TAPS; tap += 1) {
      const at = phase * TAPS + tap;
      table[at] = (table[at] as number) / total;
    }
  }
  return table;
}

const table = buildTable();

/**
 * Reads `count` samples from the ring, beginning at the fractional sample `position` and stepping by `ratio`.
 * Answers the position behind the last. Made for ratios within a percent of 1: it corrects clocks, not pitches.
 */
export function resample(
  ring: PcmRing,
  position: number,
  ratio: number,
  left: Float32Array,
  right: Float32Array,
  count: number,
): number {
  const { left: fromLeft, right: fromRight, mask } = ring;
  let at = position;
  for (let i = 0; i < count; i += 1) {
    const whole = Math.floor(at);
    const row = round((at - whole) * PHASES) * TAPS;
    const first = whole - (TAPS / 2 - 1);
    let sumLeft = 0;
    let sumRight = 0;
    for (let tap = 0; tap < TAPS; tap += 1) {
      const weight = table[row + tap] as number;
      const sample = (first + tap) & mask;
      sumLeft += weight * (fromLeft[sample] as number);
      sumRight += weight * (fromRight[sample] as number);
    }
    left[i] = sumLeft;
    right[i] = sumRight;
    at += ratio;
  }
  return at;
}

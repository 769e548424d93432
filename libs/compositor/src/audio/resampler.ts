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
  const { mask } = ring;
  if (!ring.isMono) {
    resampleChannel(ring.right, mask, position, ratio, right, count);
    return resampleChannel(ring.left, mask, position, ratio, left, count);
  }
  const end = resampleChannel(ring.left, mask, position, ratio, left, count);
  right.set(left.subarray(0, count));
  return end;
}

function resampleChannel(
  from: Float32Array,
  mask: number,
  position: number,
  ratio: number,
  to: Float32Array,
  count: number,
): number {
  let at = position;
  for (let i = 0; i < count; i += 1) {
    const whole = Math.floor(at);
    const row = round((at - whole) * PHASES) * TAPS;
    const first = (whole - (TAPS / 2 - 1)) & mask;
    to[i] = first <= mask - TAPS ? tapsInOnePiece(from, first, row) : tapsOverTheEnd(from, first, row, mask);
    at += ratio;
  }
  return at;
}

/** Four sums, since each addition waits for the one before it. */
function tapsInOnePiece(from: Float32Array, first: number, row: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let tap = 0; tap < TAPS; tap += 4) {
    const weight = row + tap;
    const sample = first + tap;
    a += (table[weight] as number) * (from[sample] as number);
    b += (table[weight + 1] as number) * (from[sample + 1] as number);
    c += (table[weight + 2] as number) * (from[sample + 2] as number);
    d += (table[weight + 3] as number) * (from[sample + 3] as number);
  }
  return a + b + (c + d);
}

function tapsOverTheEnd(from: Float32Array, first: number, row: number, mask: number): number {
  let sum = 0;
  for (let tap = 0; tap < TAPS; tap += 1)
    sum += (table[row + tap] as number) * (from[(first + tap) & mask] as number);
  return sum;
}

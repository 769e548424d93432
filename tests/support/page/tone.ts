/** Finds tones by Goertzel's algorithm and the beginnings of beeps. Times are the caller's. */

/** The amplitude of one frequency in a block, 1 for a full-scale sine. */
export function toneAmplitude(samples: Float32Array, hz: number, sampleRateHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz);
  let before = 0;
  let last = 0;
  for (const sample of samples) {
    const next = sample + coefficient * last - before;
    before = last;
    last = next;
  }
  const power = last * last + before * before - coefficient * last * before;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

export interface BeepFinderOptions {
  hz: number;
  sampleRateHz: number;
  /** An amplitude above this is a beep. */
  threshold: number;
}

const HOP_MS = 2;
const WINDOW_MS = 10;
/** Two beeps stand at least this far apart; what comes earlier belongs to the same one. */
const LEAST_GAP_MS = 200;

/** Fed with consecutive blocks; tells where each beep begins, to about half a window. */
export class BeepFinder {
  readonly #options: BeepFinderOptions;
  #carry = new Float32Array(0);
  #lastLoudMs = Number.NEGATIVE_INFINITY;

  constructor(options: BeepFinderOptions) {
    this.#options = options;
  }

  /** The beginnings found in a block whose first sample is at `startMs`. */
  push(block: Float32Array, startMs: number): number[] {
    const { sampleRateHz } = this.#options;
    const samples = new Float32Array(this.#carry.length + block.length);
    samples.set(this.#carry);
    samples.set(block, this.#carry.length);
    const originMs = startMs - (this.#carry.length / sampleRateHz) * 1000;
    const window = Math.round((WINDOW_MS / 1000) * sampleRateHz);
    const hop = Math.round((HOP_MS / 1000) * sampleRateHz);
    const onsets: number[] = [];
    let offset = 0;
    for (; offset + window <= samples.length; offset += hop) {
      const onset = this.#judge(
        samples.subarray(offset, offset + window),
        originMs + (offset / sampleRateHz) * 1000,
      );
      if (onset !== undefined) onsets.push(onset);
    }
    this.#carry = samples.slice(offset);
    return onsets;
  }

  #judge(window: Float32Array, windowMs: number): number | undefined {
    const { hz, sampleRateHz, threshold } = this.#options;
    if (toneAmplitude(window, hz, sampleRateHz) < threshold) return undefined;
    const isNew = windowMs - this.#lastLoudMs > LEAST_GAP_MS;
    this.#lastLoudMs = windowMs;
    // The window crosses the threshold when about half of it is inside the beep.
    return isNew ? windowMs + WINDOW_MS / 2 : undefined;
  }
}

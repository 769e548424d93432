import { gainOf } from './decibels.js';
import { peakOf } from './peak-of.js';
import { rampGain } from './ramp-gain.js';

const THRESHOLD_DB = -18;
const RATIO = 3;
/** Within this many decibels around the threshold the ratio comes in gradually. */
const KNEE_DB = 8;
const ATTACK_MS = 8;
const RELEASE_MS = 180;
/** One level, one gain: 1.3 ms at 48 kHz, with a ramp within. */
const STEP_SAMPLES = 64;
const SAMPLES_A_MS = 48;

/** What a level is reduced by. */
function reductionDb(levelDb: number): number {
  const over = levelDb - THRESHOLD_DB;
  const slope = 1 - 1 / RATIO;
  if (over <= -KNEE_DB / 2) return 0;
  if (over >= KNEE_DB / 2) return over * slope;
  return (slope * (over + KNEE_DB / 2) ** 2) / (2 * KNEE_DB);
}

const share = (timeMs: number, samples: number): number => 1 - Math.exp(-samples / SAMPLES_A_MS / timeMs);

/** Brings loud syllables nearer to quiet ones; both channels get the same gain, or the stage would wander. */
export class Compressor {
  #reducedDb = 0;
  #gain = 1;

  /** In place. */
  process(left: Float32Array, right: Float32Array, count: number): void {
    for (let at = 0; at < count; at += STEP_SAMPLES) {
      const end = Math.min(count, at + STEP_SAMPLES);
      this.#step(left.subarray(at, end), right.subarray(at, end), end - at);
    }
  }

  /** Nothing is reduced any more. */
  reset(): void {
    this.#reducedDb = 0;
    this.#gain = 1;
  }

  #step(left: Float32Array, right: Float32Array, count: number): void {
    const peak = Math.max(1e-9, peakOf(left, count), peakOf(right, count));
    const wanted = reductionDb(20 * Math.log10(peak));
    const timeMs = wanted > this.#reducedDb ? ATTACK_MS : RELEASE_MS;
    this.#reducedDb += (wanted - this.#reducedDb) * share(timeMs, count);
    const target = gainOf(-this.#reducedDb);
    rampGain(left, right, count, this.#gain, target);
    this.#gain = target;
  }
}

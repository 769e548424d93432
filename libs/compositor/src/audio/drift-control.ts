export interface DriftOptions {
  /** The most that the speed may leave 1: beyond, the ear notices. */
  maxRatio: number;
  /** An error of this many samples is jumped over instead of caught up with. */
  jumpSamples: number;
}

/** Half a percent is eight cents, less than a voice wavers by itself; who plays an instrument gets a tenth of it. */
export const SPEECH_DRIFT: DriftOptions = { maxRatio: 0.005, jumpSamples: 3_840 };
export const MUSIC_DRIFT: DriftOptions = { maxRatio: 0.0005, jumpSamples: 3_840 };

/** In silence nobody hears a jump, so any error worth mentioning is put right at once. */
const SILENT_JUMP_SAMPLES = 240;
/** A voice that has just begun finds its place by jumps, early and blended over; as long as `LipSync` calls it new. */
const SETTLING_SAMPLES = 480_000;
const SETTLING_JUMP_SAMPLES = 720;
/** Seconds in which most of an error is made good: slow enough to ride over the jitter of arrivals. */
const TIME_CONSTANT_S = 8;
const SAMPLES_A_SECOND = 48_000;
/** The speed itself changes by at most this much a step. */
const SLEW = 0.0002;

export type DriftStep = { kind: 'ratio'; ratio: number } | { kind: 'jump' };

/** Decides how fast a voice is played, so that it stays where it belongs although its clock is not ours. */
export class DriftControl {
  #options: DriftOptions;
  #ratio = 1;
  #averagePpm = 0;
  #playedSamples = 0;

  constructor(options: DriftOptions) {
    this.#options = options;
  }

  /** What is corrected in the long run, in millionths. */
  get driftPpm(): number {
    return this.#averagePpm;
  }

  use(options: DriftOptions): void {
    this.#options = options;
  }

  /** `errorSamples` is how far the voice is behind where it should be. Called once a tick of so many samples. */
  step(errorSamples: number, count: number, isSilent: boolean): DriftStep {
    this.#playedSamples += count;
    const limit = this.#jumpLimit(isSilent);
    if (Math.abs(errorSamples) > limit) return { kind: 'jump' };
    const { maxRatio } = this.#options;
    const wanted = Math.max(-maxRatio, Math.min(maxRatio, errorSamples / SAMPLES_A_SECOND / TIME_CONSTANT_S));
    const change = Math.max(-SLEW, Math.min(SLEW, wanted - (this.#ratio - 1)));
    this.#ratio += change;
    this.#averagePpm += ((this.#ratio - 1) * 1e6 - this.#averagePpm) / 300;
    return { kind: 'ratio', ratio: this.#ratio };
  }

  #jumpLimit(isSilent: boolean): number {
    if (isSilent) return SILENT_JUMP_SAMPLES;
    return this.#playedSamples < SETTLING_SAMPLES ? SETTLING_JUMP_SAMPLES : this.#options.jumpSamples;
  }
}

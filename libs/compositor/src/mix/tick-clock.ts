import { SAMPLE_RATE_HZ } from '../settings.js';

/** The programme's only clock: tick `n` is frame `n`, and the audio up to it is an exact number of samples. */
export class TickClock {
  readonly frameRate: number;
  #anchorMs: number;

  constructor(anchorMs: number, frameRate: number) {
    this.#anchorMs = anchorMs;
    this.frameRate = frameRate;
  }

  /** The local time of tick 0. */
  get anchorMs(): number {
    return this.#anchorMs;
  }

  /** All ticks are due later. */
  postpone(byMs: number): void {
    this.#anchorMs += byMs;
  }

  get tickMs(): number {
    return 1_000 / this.frameRate;
  }

  /** Computed from the anchor each time, so no error adds up. */
  dueMs(tick: number): number {
    return this.#anchorMs + (tick * 1_000) / this.frameRate;
  }

  /** The first tick whose time has not come yet. */
  nextTick(nowMs: number): number {
    return Math.max(0, Math.floor(((nowMs - this.#anchorMs) * this.frameRate) / 1_000) + 1);
  }

  /** Samples of audio that belong before tick `tick`. */
  samplesBefore(tick: number): number {
    return Math.floor((tick * SAMPLE_RATE_HZ) / this.frameRate);
  }

  sampleShare(tick: number): number {
    return this.samplesBefore(tick + 1) - this.samplesBefore(tick);
  }
}

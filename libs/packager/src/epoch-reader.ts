import { FragmentSplitter, type Mp4Sample, parseTrackInit, readFragment, type TrackInit } from '#media';
import type { EpochStart } from './ports.js';

/** A coded frame placed on the show's timeline. */
export interface ShowSample extends Mp4Sample {
  startSeconds: number;
  endSeconds: number;
}

export interface EpochOutput {
  init?: TrackInit;
  samples: ShowSample[];
}

/** `units / perSecond` in ticks of another clock, without rounding through floating point. */
export function toTicks(units: number, perSecond: number, timescaleHz: number): number {
  const scaled = BigInt(Math.round(units)) * BigInt(timescaleHz);
  const divisor = BigInt(Math.round(perSecond));
  return Number((scaled * 2n + divisor) / (divisor * 2n));
}

/** Reads one encoder's run and moves its times from the run's own zero to the show's. */
export class EpochReader {
  readonly epoch: number;
  readonly startSeconds: number;
  readonly #start: EpochStart['start'];
  readonly #primingSamples: number;
  readonly #splitter = new FragmentSplitter();
  #init: TrackInit | undefined;
  #offsetTicks = 0;
  #startTicks = 0;

  constructor(epoch: EpochStart, primingSamples: number) {
    this.epoch = epoch.epoch;
    this.#start = epoch.start;
    this.startSeconds = epoch.start.units / epoch.start.perSecond;
    this.#primingSamples = primingSamples;
  }

  push(chunk: Uint8Array): EpochOutput {
    const output: EpochOutput = { samples: [] };
    for (const piece of this.#splitter.push(chunk)) {
      if (piece.kind === 'init') output.init = this.#begin(piece.bytes);
      else if (this.#init)
        output.samples.push(...this.#place(readFragment(piece.bytes, this.#init.defaults)));
    }
    return output;
  }

  get init(): TrackInit | undefined {
    return this.#init;
  }

  #begin(bytes: Buffer): TrackInit {
    const init = parseTrackInit(bytes);
    this.#init = init;
    this.#startTicks = toTicks(this.#start.units, this.#start.perSecond, init.timescaleHz);
    // FFmpeg's CMAF muxer writes no edit list: an AAC encoder's first frame is then its priming, at time zero.
    const priming = init.editStart ?? (init.kind === 'audio' ? this.#primingSamples : 0);
    this.#offsetTicks = this.#startTicks - priming;
    return init;
  }

  #place(samples: readonly Mp4Sample[]): ShowSample[] {
    const timescaleHz = this.#init?.timescaleHz ?? 1;
    return samples
      .map((sample) => {
        const decodeTicks = sample.decodeTicks + this.#offsetTicks;
        return {
          ...sample,
          decodeTicks,
          startSeconds: decodeTicks / timescaleHz,
          endSeconds: (decodeTicks + sample.durationTicks) / timescaleHz,
        };
      })
      .filter((sample) => sample.decodeTicks >= this.#startTicks);
  }
}

import { type Mp4Sample, parseTrackInit, readFragment, type TrackInit } from '#media';
import type { RunOpening } from './ports.js';
import { namedBytes } from './snapshot/named-bytes.js';
import type { RunState } from './snapshot/snapshot-schema.js';

/** A coded frame placed on the show's timeline. */
export interface ShowSample extends Mp4Sample {
  startSeconds: number;
  endSeconds: number;
}

export interface RunOutput {
  init?: TrackInit;
  samples: ShowSample[];
}

/** `units / perSecond` in ticks of another clock, without rounding through floating point. */
export function toTicks(units: number, perSecond: number, timescaleHz: number): number {
  const scaled = BigInt(Math.round(units)) * BigInt(timescaleHz);
  const divisor = BigInt(Math.round(perSecond));
  return Number((scaled * 2n + divisor) / (divisor * 2n));
}

/** The AAC encoder's first frame, which holds nothing of ours. */
const AAC_PRIMING_SAMPLES = 1_024;

/** Reads one encoder's run and moves its times from the run's own zero to the show's. */
export class RunReader {
  readonly number: number;
  readonly startSeconds: number;
  /** Whether the run goes on where another ended; false from the moment that its map turns out to be another one. */
  continues: boolean;
  readonly #run: RunOpening;
  #init: TrackInit | undefined;
  #offsetTicks = 0;
  #startTicks = 0;
  #headSeconds: number | undefined;

  constructor(run: RunOpening) {
    this.number = run.run;
    this.continues = run.continues ?? false;
    this.#run = run;
    this.startSeconds = run.start.units / run.start.perSecond;
  }

  static restore(state: RunState, bytes: ReadonlyMap<string, Buffer>): RunReader {
    const reader = new RunReader(state.start);
    reader.#offsetTicks = state.offsetTicks;
    reader.#startTicks = state.startTicks;
    reader.#headSeconds = state.headSeconds;
    if (state.init !== undefined) reader.#init = parseTrackInit(namedBytes(bytes, state.init));
    return reader;
  }

  /** Puts the bytes that the state names into `bytes`. */
  snapshot(bytes: Map<string, Buffer>): RunState {
    const { renditionId, start } = this.#run;
    const name = `${renditionId}/${this.number}`;
    const state: RunState = {
      start: { renditionId, run: this.number, start: { ...start }, continues: this.continues },
      offsetTicks: this.#offsetTicks,
      startTicks: this.#startTicks,
      headSeconds: this.#headSeconds,
    };
    if (this.#init) {
      state.init = `~init/${name}`;
      bytes.set(state.init, this.#init.bytes);
    }
    return state;
  }

  /** The map first, then whole fragments. Throws where a piece cannot be read. */
  push(piece: Buffer): RunOutput {
    if (!this.#init) return { init: this.#begin(piece), samples: [] };
    const samples = this.#place(readFragment(piece, this.#init.defaults));
    this.#headSeconds = samples.at(-1)?.endSeconds ?? this.#headSeconds;
    return { samples };
  }

  /** Up to here it has written, whether or not that can be published. */
  get headSeconds(): number | undefined {
    return this.#headSeconds;
  }

  get init(): TrackInit | undefined {
    return this.#init;
  }

  #begin(bytes: Buffer): TrackInit {
    const init = parseTrackInit(bytes);
    const { units, perSecond } = this.#run.start;
    this.#init = init;
    this.#startTicks = toTicks(units, perSecond, init.timescaleHz);
    // FFmpeg's CMAF muxer writes no edit list: an AAC encoder's first frame is then its priming, at time zero.
    const priming = init.editStart ?? (init.kind === 'audio' ? AAC_PRIMING_SAMPLES : 0);
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

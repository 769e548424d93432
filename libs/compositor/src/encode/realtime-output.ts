import { FlvSplitter, FragmentSplitter, parseTrackInit, readFragment, type TrackInit } from '#media';
import type { RealtimeFrame } from '../ports.js';
import type { EncoderPlan } from './encoder-arguments.js';
import type { RunInput } from './run-input.js';

/** What a moment of the process is in the programme. */
interface Placed {
  /** The unit of the first thing that the process was ever given. */
  zeroUnit: number;
  fromUnit: number;
}

/** libopus looks so far ahead: its first packet begins as much before the first sample. */
const OPUS_LOOK_AHEAD_SAMPLES = 312;

interface Unplaced {
  /** From the process's start. */
  units: number;
  isKey: boolean;
  data: Uint8Array;
}

/** The realtime output of one encoder process: frames from the first one on that is published. */
export class RealtimeOutput {
  readonly #kind: RealtimeFrame['kind'];
  readonly #perSecond: number;
  readonly #read: (chunk: Uint8Array) => Unplaced[];
  #placed: Placed | undefined;

  constructor({ kind, realtime }: EncoderPlan, { perSecond }: Pick<RunInput, 'perSecond'>) {
    this.#kind = kind;
    this.#perSecond = perSecond;
    this.#read = realtime?.wrap === 'opus' ? readOpus() : readFlv(perSecond);
  }

  place(placed: Placed): void {
    this.#placed = placed;
  }

  push(chunk: Uint8Array): RealtimeFrame[] {
    const frames = this.#read(chunk);
    if (!this.#placed) return [];
    const { zeroUnit, fromUnit } = this.#placed;
    return frames.flatMap(({ units, isKey, data }) => {
      const at = { units: zeroUnit + units, perSecond: this.#perSecond };
      return at.units < fromUnit ? [] : [{ kind: this.#kind, at, isKey, data }];
    });
  }
}

function readFlv(perSecond: number): (chunk: Uint8Array) => Unplaced[] {
  const splitter = new FlvSplitter();
  return (chunk) =>
    splitter.push(chunk).map(({ timeMs, isKey, data }) => ({
      units: Math.round((timeMs * perSecond) / 1_000),
      isKey,
      data,
    }));
}

function readOpus(): (chunk: Uint8Array) => Unplaced[] {
  const splitter = new FragmentSplitter();
  let init: TrackInit | undefined;
  return (chunk) =>
    splitter.push(chunk).flatMap(({ kind, bytes }) => {
      if (kind === 'init') {
        init = parseTrackInit(bytes);
        return [];
      }
      return readFragment(bytes, init?.defaults ?? { durationTicks: 0, sizeBytes: 0, flags: 0 }).map(
        ({ decodeTicks, data }) => ({ units: decodeTicks - OPUS_LOOK_AHEAD_SAMPLES, isKey: true, data }),
      );
    });
}

import { FragmentSplitter, moveFragment, parseTrackInit, readFragment, type TrackInit } from '#media';

/** Where a rendition of a run begins. */
export interface Published {
  /** The unit at the process's own time zero. */
  zeroUnit: number;
  /** The first unit that is handed on, which becomes the time zero of what is handed on. */
  fromUnit: number;
}

/** One output of an encoder process: its map, and its fragments from the first one that is published. */
export class RunOutput {
  readonly renditionId: string;
  readonly #perSecond: number;
  readonly #splitter = new FragmentSplitter();
  #init: TrackInit | undefined;
  #published: Published | undefined;
  #endUnit = Number.NEGATIVE_INFINITY;

  constructor(renditionId: string, perSecond: number) {
    this.renditionId = renditionId;
    this.#perSecond = perSecond;
  }

  /** The bytes of the map, known once the process is warm. */
  get map(): Buffer | undefined {
    return this.#init?.bytes;
  }

  /** The unit behind the last one that was handed on. */
  get endUnit(): number {
    return this.#endUnit;
  }

  publish(published: Published): void {
    this.#published = published;
    this.#endUnit = published.fromUnit;
  }

  /** Whole fragments that are to be handed on now. */
  push(chunk: Uint8Array): Buffer[] {
    return this.#splitter.push(chunk).flatMap(({ kind, bytes }) => {
      if (kind === 'fragment') return this.#fragment(bytes);
      this.#init = parseTrackInit(bytes);
      return [];
    });
  }

  #fragment(bytes: Buffer): Buffer[] {
    if (!this.#published || !this.#init) return [];
    const { zeroUnit, fromUnit } = this.#published;
    const samples = readFragment(bytes, this.#init.defaults);
    const [first, last] = [samples[0], samples.at(-1)];
    if (!first || !last) return [];
    const ticksPerUnit = this.#init.timescaleHz / this.#perSecond;
    const shiftTicks = Math.round((fromUnit - zeroUnit) * ticksPerUnit);
    if (first.decodeTicks < shiftTicks) return [];
    this.#endUnit = zeroUnit + Math.round((last.decodeTicks + last.durationTicks) / ticksPerUnit);
    moveFragment(bytes, -shiftTicks);
    return [bytes];
  }
}

import { type Mp4Sample, NON_SYNC_SAMPLE, printFragment, SYNC_SAMPLE } from '#media';

export interface CopiedFragmentsOptions {
  trackId: number;
  ticksPerUnit: number;
  /** The unit of the first frame, which is a key frame. */
  startUnit: number;
  /** Frames of a fragment; one that would go beyond a key frame ends before it, as an encoder's do. */
  fragmentUnits: number;
}

export interface CopiedFragment {
  bytes: Buffer;
  /** The unit behind its last frame. */
  endUnit: number;
}

/** Access units in, one a unit; whole fragments out, whose time zero is the first unit. */
export class CopiedFragments {
  readonly #options: CopiedFragmentsOptions;
  #samples: Mp4Sample[] = [];
  #nextUnit: number;
  #sequence = 0;

  constructor(options: CopiedFragmentsOptions) {
    this.#options = options;
    this.#nextUnit = options.startUnit;
  }

  /** Of the next frame. */
  get nextUnit(): number {
    return this.#nextUnit;
  }

  push(data: Buffer, isKey: boolean): CopiedFragment[] {
    const { ticksPerUnit, startUnit, fragmentUnits } = this.#options;
    const before = isKey ? this.#cut() : [];
    this.#samples.push({
      decodeTicks: (this.#nextUnit - startUnit) * ticksPerUnit,
      durationTicks: ticksPerUnit,
      compositionOffsetTicks: 0,
      flags: isKey ? SYNC_SAMPLE : NON_SYNC_SAMPLE,
      data,
    });
    this.#nextUnit += 1;
    return this.#samples.length < fragmentUnits ? before : [...before, ...this.#cut()];
  }

  #cut(): CopiedFragment[] {
    const [first] = this.#samples;
    if (!first) return [];
    this.#sequence += 1;
    const { trackId } = this.#options;
    const bytes = printFragment(
      { sequence: this.#sequence, trackId, decodeTicks: first.decodeTicks },
      this.#samples,
    );
    this.#samples = [];
    return [{ bytes, endUnit: this.#nextUnit }];
  }
}

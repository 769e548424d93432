import { type Format, ladderOf, type Rendition } from '../settings.js';
import { encodingCores } from './estimate-cores.js';
import { FrameThinning } from './frame-thinning.js';
import { PressureWatch } from './pressure-watch.js';
import { RecoveryWatch } from './recovery-watch.js';
import { nextToShed } from './shed-order.js';

export interface LadderLoad {
  /** Input that the encoder has not taken. */
  behindFrames: number;
  /** What the whole machine leaves unused. */
  idleCores: number;
}

export type LadderChange =
  | { kind: 'shed' | 'restored'; rung: Rendition }
  | { kind: 'thinned' | 'filled'; ticksPerImage: number };

/** A rung is restored when half as much again as it costs is free, and this beside it for what comes in bursts. */
const ROOM_FACTOR = 1.5;
const ROOM_CORES = 0.15;

/**
 * Which rungs are made: all at the start, fewer under pressure, one more after each long time of health. The last one gets
 * fewer images.
 */
export class Ladder {
  readonly #format: Format;
  readonly #all: readonly Rendition[];
  readonly #pressure: PressureWatch;
  readonly #recovery: RecoveryWatch;
  readonly #thinning = new FrameThinning();
  /** In the order in which they went. */
  readonly #shed: Rendition[] = [];

  constructor(format: Format, recoverySeconds: number) {
    this.#format = format;
    this.#all = ladderOf(format);
    this.#pressure = new PressureWatch(format);
    this.#recovery = new RecoveryWatch(recoverySeconds);
  }

  get rungs(): Rendition[] {
    return this.#all.filter((rung) => !this.#shed.includes(rung));
  }

  /** How many frames of the format show one image. */
  get ticksPerImage(): number {
    return this.#thinning.ticksPerImage;
  }

  /** Once a second; what is to change now, if anything. */
  step({ behindFrames, idleCores }: LadderLoad): LadderChange | undefined {
    this.#recovery.pass();
    if (this.#pressure.step(behindFrames)) return this.#give();
    const isEasy = this.#pressure.isEasy(behindFrames);
    const { ticksPerImage } = this.#thinning;
    if (this.#thinning.step(isEasy && idleCores >= ROOM_CORES)) {
      this.#pressure.rest();
      return { kind: 'filled', ticksPerImage: this.#thinning.ticksPerImage };
    }
    const last = this.#shed.at(-1);
    if (!last || ticksPerImage > 1) return undefined;
    const neededCores = encodingCores(this.#format, last) * ROOM_FACTOR + ROOM_CORES;
    if (!this.#recovery.step(isEasy && idleCores >= neededCores)) return undefined;
    this.#shed.pop();
    this.#pressure.rest();
    return { kind: 'restored', rung: last };
  }

  #give(): LadderChange | undefined {
    const rung = nextToShed(this.rungs);
    if (rung) {
      this.#shed.push(rung);
      this.#recovery.shed();
      return { kind: 'shed', rung };
    }
    if (!this.#thinning.give()) return undefined;
    return { kind: 'thinned', ticksPerImage: this.#thinning.ticksPerImage };
  }
}

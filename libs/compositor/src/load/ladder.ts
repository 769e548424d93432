import { type Format, ladderOf, type Rendition } from '../settings.js';
import { encodingCores } from './estimate-cores.js';
import { PressureWatch } from './pressure-watch.js';
import { RecoveryWatch } from './recovery-watch.js';
import { nextToShed } from './shed-order.js';

export interface LadderLoad {
  /** Input that the encoder has not taken. */
  behindFrames: number;
  /** What the whole machine leaves unused. */
  idleCores: number;
}

export interface LadderChange {
  kind: 'shed' | 'restored';
  rung: Rendition;
}

/** A rung is restored when half as much again as it costs is free, and this beside it for what comes in bursts. */
const ROOM_FACTOR = 1.5;
const ROOM_CORES = 0.15;

/** Which rungs are made: all at the start, fewer under pressure, one more after each long time of health. */
export class Ladder {
  readonly #format: Format;
  readonly #all: readonly Rendition[];
  readonly #pressure: PressureWatch;
  readonly #recovery: RecoveryWatch;
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

  /** Once a second; what is to change now, if anything. */
  step({ behindFrames, idleCores }: LadderLoad): LadderChange | undefined {
    this.#recovery.pass();
    if (this.#pressure.step(behindFrames)) return this.#give();
    const last = this.#shed.at(-1);
    if (!last) return undefined;
    const neededCores = encodingCores(this.#format, last) * ROOM_FACTOR + ROOM_CORES;
    const isHealthy = this.#pressure.isEasy(behindFrames) && idleCores >= neededCores;
    if (!this.#recovery.step(isHealthy)) return undefined;
    this.#shed.pop();
    this.#pressure.rest();
    return { kind: 'restored', rung: last };
  }

  #give(): LadderChange | undefined {
    const rung = nextToShed(this.rungs);
    if (!rung) return undefined;
    this.#shed.push(rung);
    this.#recovery.shed();
    return { kind: 'shed', rung };
  }
}

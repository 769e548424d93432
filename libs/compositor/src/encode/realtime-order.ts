import type { RealtimeFrame } from '../ports.js';

/** Frames of the run that is published. A run that takes over repeats moments that were sent: audio is left out there. */
export class RealtimeOrder {
  #run = -1;
  #sentUnits = Number.NEGATIVE_INFINITY;

  /** The run that takes over begins with a key frame, so what the run before still says is no loss. */
  accepts(run: number, { kind, at }: RealtimeFrame): boolean {
    if (run < this.#run) return false;
    this.#run = run;
    if (kind === 'audio' && at.units <= this.#sentUnits) return false;
    this.#sentUnits = at.units;
    return true;
  }
}

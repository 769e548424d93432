/** Readings of so many seconds: the programme tells its ticks once a second. */
const KEPT = 10;

/**
 * How far a programme's clock is from this machine's wall clock, which is set right now and then while the programme
 * counts on from its anchor. A reading is late by what its message took, so the least late one of the last seconds counts.
 */
export class ProgrammeOffset {
  #readings: number[] = [];

  /** The programme said that it was at `programmeMs`; now it is `wallMs` here. */
  read(programmeMs: number, wallMs: number): void {
    this.#readings = [...this.#readings.slice(1 - KEPT), programmeMs - wallMs];
  }

  /** Another process, another anchor. */
  clear(): void {
    this.#readings = [];
  }

  /** Milliseconds to add to the wall clock; 0 while nothing was read, for a programme begins by the wall clock. */
  get ms(): number {
    return this.#readings.length === 0 ? 0 : Math.max(...this.#readings);
  }
}

const DEATHS = 3;
const WITHIN_MS = 10_000;

/** An encoder that dies again and again: another one is to take its place. */
export class FailingDevice {
  #deathsMs: number[] = [];

  /** Answers whether it failed once too often. */
  died(nowMs: number): boolean {
    this.#deathsMs = [...this.#deathsMs.filter((ms) => nowMs - ms < WITHIN_MS), nowMs];
    return this.#deathsMs.length >= DEATHS;
  }
}

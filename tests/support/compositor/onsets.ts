/** Finds where something begins after having been off for a while, value by value, however long the show. */
export class OnsetFinder {
  /** The values' numbers. */
  readonly found: number[] = [];
  count = 0;
  readonly #quietBefore: number;
  #quiet: number;

  constructor(quietBefore: number) {
    this.#quietBefore = quietBefore;
    this.#quiet = quietBefore + 1;
  }

  push(isOn: boolean): void {
    if (!isOn) this.#quiet += 1;
    else {
      if (this.#quiet > this.#quietBefore) this.found.push(this.count);
      this.#quiet = 0;
    }
    this.count += 1;
  }
}

/** Quantiles are off by so much at most, whatever the values are. */
const ERROR = 0.01;
const GROWTH = (1 + ERROR) / (1 - ERROR);
const LEAST = 1;
const MOST = 3_600_000;
const MOST_CELLS = Math.ceil(Math.log(MOST) / Math.log(GROWTH)) + 1;

/** How often a value fell into each cell: pairs of cell and count. */
export type SketchCells = readonly (readonly [cell: number, count: number])[];

/**
 * A histogram whose cells grow by two per cent each, so that a quantile is right within one per cent from a
 * millisecond to an hour. It has at most 760 cells, and two histograms can be added.
 */
export class ValueSketch {
  readonly #counts = new Map<number, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    const bounded = Math.min(MOST, Math.max(LEAST, value));
    this.#put(Math.ceil(Math.log(bounded) / Math.log(GROWTH)), 1);
  }

  merge(cells: SketchCells): void {
    for (const [cell, count] of cells) if (cell >= 0 && cell <= MOST_CELLS) this.#put(cell, count);
  }

  cells(): [cell: number, count: number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  /** Null while there is nothing. */
  quantile(share: number): number | null {
    let left = Math.max(1, Math.ceil(share * this.#count));
    for (const [cell, count] of this.cells()) {
      left -= count;
      // The middle of a cell, as far from its lower end as from its upper one in proportion.
      if (left <= 0) return (2 * GROWTH ** cell) / (GROWTH + 1);
    }
    return null;
  }

  #put(cell: number, count: number): void {
    this.#counts.set(cell, (this.#counts.get(cell) ?? 0) + count);
    this.#count += count;
  }
}

const FIRST_MS = 100;
const LONGEST_MS = 5_000;
/** A process that lived for so long failed for another reason than the one before it. */
const SETTLED_MS = 10_000;

/** How long to wait before a process that ended is started again. The first time: not at all. */
export class Backoff {
  #failures = 0;

  /** How many ended in a row, each of them young. */
  get failures(): number {
    return this.#failures;
  }

  /** `livedMs`: of the process that has just ended. */
  next(livedMs: number): number {
    if (livedMs >= SETTLED_MS) this.#failures = 0;
    this.#failures += 1;
    if (this.#failures === 1) return 0;
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#failures - 2));
  }
}

/** Waits grow to this many times the first. */
const LONGEST_WAITS = 16;
/** Given back and kept for this long, it was right to give it back: the next wait is the first one again. */
const PROVEN_SECONDS = 600;

/** Decides when a rung may be restored. Each try that failed doubles the wait for the next. */
export class RecoveryWatch {
  readonly #firstWaitSeconds: number;
  #waitSeconds: number;
  #healthySeconds = 0;
  #keptSeconds = Number.POSITIVE_INFINITY;

  constructor(firstWaitSeconds: number) {
    this.#firstWaitSeconds = firstWaitSeconds;
    this.#waitSeconds = firstWaitSeconds;
  }

  /** A second more with every rung that is there. */
  pass(): void {
    this.#keptSeconds += 1;
  }

  /** While one is missing: true when it is to be given back now. */
  step(isHealthy: boolean): boolean {
    this.#healthySeconds = isHealthy ? this.#healthySeconds + 1 : 0;
    if (this.#healthySeconds < this.#waitSeconds) return false;
    this.#healthySeconds = 0;
    this.#keptSeconds = 0;
    return true;
  }

  /** A rung had to go. */
  shed(): void {
    const wasTooEarly = this.#keptSeconds < PROVEN_SECONDS;
    this.#waitSeconds = wasTooEarly
      ? Math.min(LONGEST_WAITS * this.#firstWaitSeconds, this.#waitSeconds * 2)
      : this.#firstWaitSeconds;
    this.#healthySeconds = 0;
    this.#keptSeconds = Number.POSITIVE_INFINITY;
  }
}

/** Health for this long before the first try: a rung that comes and goes is worse than one that stays away. */
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 960;
/** Given back and kept for this long, it was right to give it back: the next wait is the first one again. */
const PROVEN_SECONDS = 600;

/** Decides when a rung may come back. Each try that failed doubles the wait for the next. */
export class RecoveryWatch {
  #waitSeconds = FIRST_WAIT_SECONDS;
  #healthySeconds = 0;
  #keptSeconds = Number.POSITIVE_INFINITY;

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
      ? Math.min(LONGEST_WAIT_SECONDS, this.#waitSeconds * 2)
      : FIRST_WAIT_SECONDS;
    this.#healthySeconds = 0;
    this.#keptSeconds = Number.POSITIVE_INFINITY;
  }
}

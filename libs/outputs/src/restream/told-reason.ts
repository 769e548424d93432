import type { FailureReason } from './failure-reason.js';

/** Platforms look up a key while they take the first seconds. */
const AT_ONCE_MS = 5_000;
const IN_A_ROW = 3;

/** A connection that has ended. */
export interface EndedConnection {
  reason: FailureReason;
  lastedMs: number;
  /** The target closed it, not a program of ours. */
  isClosedThere: boolean;
}

/**
 * Of a target's failures, what its owner reads. Large platforms answer a wrong key with no word of RTMP: they take the
 * connection and close it, each time.
 */
export class ToldReason {
  #closedAtOnce = 0;

  of({ reason, lastedMs, isClosedThere }: EndedConnection): FailureReason {
    const isAtOnce = reason === 'broken' && isClosedThere && lastedMs < AT_ONCE_MS;
    this.#closedAtOnce = isAtOnce ? this.#closedAtOnce + 1 : 0;
    return this.#closedAtOnce >= IN_A_ROW ? 'rejected' : reason;
  }
}

import type { FailureReason } from './failure-reason.js';

/** Platforms look up a key while they take the first seconds. */
const AT_ONCE_MS = 5_000;
const IN_A_ROW = 3;

export interface Failure {
  reason: FailureReason;
  /** How long the connection held that the target closed; nothing where none was made, or a program of ours ended it. */
  closedAfterMs: number | undefined;
}

/**
 * Of a target's failures, what its owner reads. Large platforms answer a wrong key with no word of RTMP: they take the
 * connection and close it, each time. So does a target that is just being started, which is connected to as often as before.
 */
export class ToldReason {
  #closedAtOnce = 0;

  of({ reason, closedAfterMs }: Failure): FailureReason {
    const isAtOnce = reason === 'broken' && closedAfterMs !== undefined && closedAfterMs < AT_ONCE_MS;
    this.#closedAtOnce = isAtOnce ? this.#closedAtOnce + 1 : 0;
    return this.#closedAtOnce >= IN_A_ROW ? 'rejected' : reason;
  }
}

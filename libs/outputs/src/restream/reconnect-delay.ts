import type { FailureReason } from './failure-reason.js';

const FIRST_MS = 250;
/** A target that returns is served within two seconds. */
const LONGEST_MS = 1_400;
/** Where nothing answers, an attempt is a packet or two: as often as that for ever. */
const LONGEST_UNREACHABLE_MS = 1_000;
/** A target that has been away for so long, or that rejects the stream, is tried less often. */
const LONG_AWAY_MS = 300_000;
const LONGEST_AWAY_MS = 10_000;

export interface FailedAttempt {
  reason: FailureReason;
  /** Since the last good connection. */
  attempt: number;
  awayMs: number;
  chance: number;
}

/** Time to the next attempt: twice as long each time up to a limit, and never the same for two targets. */
export function reconnectDelayMs({ reason, attempt, awayMs, chance }: FailedAttempt): number {
  const whole = Math.min(longestMs(reason, awayMs), FIRST_MS * 2 ** Math.min(attempt, 10));
  return whole * (0.5 + chance / 2);
}

function longestMs(reason: FailureReason, awayMs: number): number {
  if (reason === 'unreachable') return LONGEST_UNREACHABLE_MS;
  return reason === 'rejected' || awayMs > LONG_AWAY_MS ? LONGEST_AWAY_MS : LONGEST_MS;
}

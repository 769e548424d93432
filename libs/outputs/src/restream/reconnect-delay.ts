const FIRST_MS = 250;
/** A target that returns is served within two seconds. */
const LONGEST_MS = 1_400;
/** A target that has been away for so long is tried less often. */
const LONG_AWAY_MS = 300_000;
const LONGEST_AWAY_MS = 10_000;

/** Time to the next attempt: twice as long each time up to a limit, and never the same for two targets. */
export function reconnectDelayMs(attempt: number, awayMs: number, chance: number): number {
  const longest = awayMs > LONG_AWAY_MS ? LONGEST_AWAY_MS : LONGEST_MS;
  const whole = Math.min(longest, FIRST_MS * 2 ** Math.min(attempt, 10));
  return whole * (0.5 + chance / 2);
}

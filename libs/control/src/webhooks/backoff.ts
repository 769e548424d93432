const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits before the second, third, … attempt: about a day in all. After the last one it has failed. */
const WAITS_MS = [
  10 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
];
const SPREAD = 0.2;

/** When to try again after `attempts` failed ones, or nothing when it was tried enough. `chance` is 0 to 1. */
export function nextAttemptMs(attempts: number, nowMs: number, chance: number): number | undefined {
  const waitMs = WAITS_MS[attempts - 1];
  return waitMs === undefined ? undefined : Math.round(nowMs + waitMs * (1 + SPREAD * chance));
}

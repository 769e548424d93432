import { BEHIND_AT_MOST_MS } from './vote-moment.js';

/** Further behind than the furthest viewer who is known, there may be one who has not said so yet. */
const SLACK_MS = 1_000;

/**
 * When an outcome may leave the server: once the poll is closed also for the furthest viewer. Before that nobody's
 * connection has it, whatever a page does with what it gets.
 */
export function revealMomentMs(closedAtMs: number, furthestMs: number | undefined): number {
  return closedAtMs + Math.min(BEHIND_AT_MOST_MS, (furthestMs ?? BEHIND_AT_MOST_MS) + SLACK_MS);
}

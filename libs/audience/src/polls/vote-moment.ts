/** Votes of viewers further behind count as if they were so far behind: results wait for nobody longer. */
export const BEHIND_AT_MOST_MS = 15_000;

/**
 * The moment of the programme at which a vote counts: where the voter's playhead says to be, as far as that can be
 * true. Nobody is ahead of the programme, and nobody wins more time than the furthest viewer has.
 */
export function voteMomentMs(claimedMs: number | undefined, nowMs: number): number {
  if (claimedMs === undefined || !Number.isFinite(claimedMs)) return nowMs;
  return Math.min(nowMs, Math.max(nowMs - BEHIND_AT_MOST_MS, claimedMs));
}

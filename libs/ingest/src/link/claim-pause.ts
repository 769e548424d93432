import type { RandomBytes } from '#kernel';

/** A show whose node is gone is taken up by another one meanwhile. */
const FIRST_MS = 300;
const LONGEST_MS = 10_000;

/**
 * How long an encoder waits before it asks its own server again. `turns`: nodes that sent it on in a row. Nodes may
 * disagree about an owner for long: each further turn waits twice as long, and encoders of one show not in step.
 */
export function claimPauseMs(turns: number, random: RandomBytes): number {
  if (turns <= 1) return FIRST_MS;
  const longestMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (turns - 1));
  return longestMs * (0.5 + (random(1)[0] ?? 0) / 512);
}

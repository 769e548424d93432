/**
 * A frame to a reader costs the server about 10 us and the front as much, which hands out the parts of the show beside it:
 * telling takes at most a fifth of a core of each.
 */
const READERS_A_SECOND = 20_000;

/** How long to gather before an update: a large audience gets fewer updates, never more than the machine can send. */
export function tellingMs(readers: number, bounds: { leastMs: number; mostMs: number }): number {
  const wantedMs = (readers / READERS_A_SECOND) * 1_000;
  return Math.min(bounds.mostMs, Math.max(bounds.leastMs, Math.round(wantedMs)));
}

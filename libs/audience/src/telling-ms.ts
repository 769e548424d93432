/** So long a second of telling may take at most: a frame to a reader costs the server about 10 us. */
const READERS_A_SECOND = 30_000;

/** How long to gather before everybody is told: a large audience is told less often, and never more than a machine bears. */
export function tellingMs(readers: number, bounds: { leastMs: number; mostMs: number }): number {
  const wantedMs = (readers / READERS_A_SECOND) * 1_000;
  return Math.min(bounds.mostMs, Math.max(bounds.leastMs, Math.round(wantedMs)));
}

/** So long a second of telling may take at most: a frame to a reader costs the server about 10 us. */
const READERS_A_SECOND = 30_000;

/** How long to gather before an update: a large audience gets fewer updates, never more than the machine can send. */
export function tellingMs(readers: number, bounds: { leastMs: number; mostMs: number }): number {
  const wantedMs = (readers / READERS_A_SECOND) * 1_000;
  return Math.min(bounds.mostMs, Math.max(bounds.leastMs, Math.round(wantedMs)));
}

import type { Rendition } from '../settings.js';

/**
 * The rung that is missed least: first those in the middle, from the lowest up, since a player between two
 * rungs has both neighbours; then the highest, which costs most; the lowest plays everywhere and stays.
 */
export function nextToShed(ladder: readonly Rendition[]): Rendition | undefined {
  if (ladder.length < 2) return undefined;
  const byBitrate = [...ladder].sort((a, b) => a.targetBitrate - b.targetBitrate);
  return byBitrate.length > 2 ? byBitrate[1] : byBitrate.at(-1);
}

import type { Recording, ViewerClient } from '#client';

/**
 * Where a chapter begins in what is played, in seconds. Chapters count the show's time, and where nothing was recorded
 * for a while, nothing is played: what comes after is earlier in the player.
 */
export function chapterPlaceS(
  { playedFrom }: Pick<Recording, 'playedFrom'>,
  viewer: Pick<ViewerClient, 'behindOf'>,
  { atSeconds, windowS }: { atSeconds: number; windowS: number },
): number {
  const behindS = playedFrom === null ? null : viewer.behindOf(Date.parse(playedFrom) + atSeconds * 1_000);
  return behindS === null ? atSeconds : Math.max(0, windowS - behindS);
}

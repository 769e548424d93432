import { ageMs } from '../page/bar-code.js';
import type { AudioReading, VideoReading } from './page-meters.js';
import { median } from './statistics.js';

/** How far a reading may be from a beep and still tell the video's delay at that moment. */
const NEAR_MS = 150;

/** The frame shown next to a moment, as how old it was then. A frame stays on screen: its middle is meant. */
function videoDelayAt(wallMs: number, video: readonly VideoReading[], tile: number): number | undefined {
  const near = video.filter((each) => Math.abs(each.wallMs - wallMs) < NEAR_MS);
  const delays = near.flatMap((each) => {
    const clock = each.tiles[tile]?.clock;
    return clock === undefined ? [] : [ageMs(clock, each.wallMs)];
  });
  return delays.length === 0 ? undefined : median(delays);
}

/**
 * How much later the audio is than the video, one value a beep. Beeps begin on the wall clock's beat at the
 * sender, so a beep tells the audio's delay up to whole beats, and the bar code tells which beat it must be.
 */
export function lipSyncOffsetsMs(
  video: readonly VideoReading[],
  audio: readonly AudioReading[],
  beatMs: number,
  tile = 0,
): number[] {
  return audio
    .flatMap((each) => each.beepsWallMs)
    .flatMap((beepMs) => {
      const videoDelay = videoDelayAt(beepMs, video, tile);
      if (videoDelay === undefined) return [];
      const offset = (beepMs % beatMs) - (videoDelay % beatMs);
      return [((offset + 1.5 * beatMs) % beatMs) - beatMs / 2];
    });
}

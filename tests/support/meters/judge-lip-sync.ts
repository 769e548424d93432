import { ageMs } from '../page/bar-code.js';
import type { AudioReading, VideoReading } from './page-meters.js';
import { median } from './statistics.js';

/** How far a reading may be from a beep and still tell the picture's delay at that moment. */
const NEAR_MS = 150;

/** The frame shown next to a moment, as how old it was then. A frame stays on screen: its middle is meant. */
function pictureDelayAt(wallMs: number, pictures: readonly VideoReading[], tile: number): number | undefined {
  const near = pictures.filter((each) => Math.abs(each.wallMs - wallMs) < NEAR_MS);
  const delays = near.flatMap((each) => {
    const clock = each.tiles[tile]?.clock;
    return clock === undefined ? [] : [ageMs(clock, each.wallMs)];
  });
  return delays.length === 0 ? undefined : median(delays);
}

/**
 * How much later the sound is than the picture, one value a beep. Beeps begin on the wall clock's beat at the
 * sender, so a beep tells the sound's delay up to whole beats, and the bar code tells which beat it must be.
 */
export function lipSyncOffsetsMs(
  pictures: readonly VideoReading[],
  sounds: readonly AudioReading[],
  beatMs: number,
  tile = 0,
): number[] {
  return sounds
    .flatMap((each) => each.beepsWallMs)
    .flatMap((beepMs) => {
      const pictureDelay = pictureDelayAt(beepMs, pictures, tile);
      if (pictureDelay === undefined) return [];
      const offset = (beepMs % beatMs) - (pictureDelay % beatMs);
      return [((offset + 1.5 * beatMs) % beatMs) - beatMs / 2];
    });
}

import { type Rect, sameRect } from '../mix/i420.js';
import type { PaintedTile, PlacedSprite } from '../mix/painter.js';
import { isSeeThrough } from '../mix/see-through.js';
import type { SceneTile } from '../scene.js';
import type { VideoTrack } from '../source/video-track.js';

/** The one H.264 track that is all that a canvas shows, in its own size and with nothing over it. */
export function wholeSource(
  tiles: readonly SceneTile[],
  painted: readonly PaintedTile[],
  overlays: readonly PlacedSprite[],
  { width, height }: Pick<Rect, 'width' | 'height'>,
): VideoTrack | undefined {
  const [placed] = tiles;
  const [shown] = painted;
  if (tiles.length !== 1 || painted.length !== 1 || overlays.length > 0) return undefined;
  if (!placed?.guest || placed.tile.source === 'media' || !shown?.video || shown.label) return undefined;
  const track = placed.guest.video(placed.tile.source);
  if (track?.opening.codec !== 'h264' || shown.video.track !== track) return undefined;
  if (isSeeThrough({ opacity: shown.opacity ?? 1, key: shown.key }) || placed.tile.crop) return undefined;
  const isWhole = sameRect(shown.rect, { x: 0, y: 0, width, height });
  return isWhole && track.content?.width === width && track.content.height === height ? track : undefined;
}

import { blendStretched } from '../overlay/blend-stretched.js';
import type { TileOutline } from '../overlay/tile-outline.js';
import type { I420, Rect } from './i420.js';

/** The rectangle of a tile with its outline. */
export const withOutline = ({ x, y, width, height }: Rect, { marginPx }: TileOutline): Rect => ({
  x: x - marginPx,
  y: y - marginPx,
  width: width + 2 * marginPx,
  height: height + 2 * marginPx,
});

/** Shadows lie below all borders: none is darkened by its neighbour. */
export function paintOutlines(image: I420, outline: TileOutline, around: readonly Rect[]): void {
  for (const sprite of [outline.shadow, outline.border])
    if (sprite) for (const rect of around) blendStretched(image, sprite, withOutline(rect, outline));
}

import type { ChromaKey, Crop } from '#layout';
import { rgbToYuv } from '../mix/i420.js';
import { coverTable } from '../mix/see-through.js';
import { containSize } from '../source/tile-shape.js';

interface Size {
  width: number;
  height: number;
}

/** The tile that an image is drawn for. */
export interface StillTile extends Size {
  fit?: 'fill' | 'contain' | undefined;
  crop?: Crop | undefined;
  key?: ChromaKey | undefined;
}

/** Drawings of one image that differ have names that differ. */
export function styleName({ fit, crop, key }: StillTile): string {
  const cut = crop && [crop.left, crop.top, crop.right, crop.bottom].join(' ');
  const keyed = key && [key.colour, key.similarity, key.smoothness].join(' ');
  return [fit === 'fill' ? 'fill ' : '', cut ? `crop ${cut} ` : '', keyed ? `key ${keyed} ` : ''].join('');
}

/** Which part of an image is drawn, and how large: what the crop leaves, whole or in the shape of the tile. */
export function stillPart(image: Size, { fit, crop, ...tile }: StillTile) {
  const { left = 0, top = 0, right = 0, bottom = 0 } = crop ?? {};
  const width = Math.max(1, image.width * (1 - left - right));
  const height = Math.max(1, image.height * (1 - top - bottom));
  const [x, y] = [image.width * left, image.height * top];
  if (fit !== 'fill') return { part: { x, y, width, height }, size: containSize(tile, { width, height }) };
  const scale = Math.min(width / tile.width, height / tile.height);
  const shown = { width: tile.width * scale, height: tile.height * scale };
  const part = { x: x + (width - shown.width) / 2, y: y + (height - shown.height) / 2, ...shown };
  return { part, size: { width: tile.width, height: tile.height } };
}

/** Takes the colour of a key out of an image of straight alpha, as it is taken out of video. */
export function keyOut(rgba: Uint8ClampedArray, key: ChromaKey): void {
  const cover = coverTable({ opacity: 1, key });
  for (let at = 0; at < rgba.length; at += 4) {
    const { u, v } = rgbToYuv(rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number);
    rgba[at + 3] = ((rgba[at + 3] as number) * (cover[(u << 8) | v] as number)) / 255;
  }
}

import type { Crop } from '#layout';
import type { DecoderShape } from './decoder-arguments.js';

interface Size {
  width: number;
  height: number;
}

/** A tile as a layout wants it. `contain` keeps the whole image, `fill` the whole tile. */
export interface TileShape extends Size {
  fit: 'fill' | 'contain';
  crop?: Crop | undefined;
}

const UNKNOWN_CONTENT: Size = { width: 16, height: 9 };

/** Fits an image into a tile on even numbers. */
export function containSize(tile: Size, content: Size): Size {
  const scale = Math.min(tile.width / content.width, tile.height / content.height);
  const even = (value: number, limit: number) => Math.min(limit, Math.max(2, Math.round(value / 2) * 2));
  return {
    width: even(content.width * scale, tile.width),
    height: even(content.height * scale, tile.height),
  };
}

/** The size of what a crop leaves. */
const cropped = ({ width, height }: Size, { left, top, right, bottom }: Crop): Size => ({
  width: width * (1 - left - right),
  height: height * (1 - top - bottom),
});

/** What a decoder must give for this tile, with images of this size. */
export function decoderShape(tile: TileShape, content: Size = UNKNOWN_CONTENT): DecoderShape {
  const { width, height, fit, crop } = tile;
  const cut = crop ? { crop } : {};
  if (fit === 'fill') return { width, height, mode: 'fill', ...cut };
  return { ...containSize(tile, crop ? cropped(content, crop) : content), mode: 'exact', ...cut };
}

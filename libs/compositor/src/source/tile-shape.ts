import type { DecoderShape } from './decoder-arguments.js';

interface Size {
  width: number;
  height: number;
}

/** A tile as a layout wants it. `contain` keeps the whole image, `fill` the whole tile. */
export interface TileShape extends Size {
  fit: 'fill' | 'contain';
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

/** What a decoder must give for this tile, with images of this size. */
export function decoderShape(tile: TileShape, content: Size = UNKNOWN_CONTENT): DecoderShape {
  if (tile.fit === 'fill') return { width: tile.width, height: tile.height, mode: 'fill' };
  return { ...containSize(tile, content), mode: 'exact' };
}

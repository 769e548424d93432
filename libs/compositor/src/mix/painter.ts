import { blendSprite, type Sprite } from '../overlay/sprite.js';
import { containSize } from '../source/tile-shape.js';
import { blit } from './blit.js';
import { createI420, fillI420, type I420, type Rect, rgbToYuv } from './i420.js';

/** One tile as it is to be painted now. */
export interface PaintedTile {
  rect: Rect;
  fit: 'fill' | 'contain';
  image: I420 | undefined;
  /** Shown when there is no image. */
  placeholder: Sprite | undefined;
  label: Sprite | undefined;
}

export interface PlacedSprite {
  sprite: Sprite;
  x: number;
  y: number;
}

const even = (value: number): number => Math.round(value / 2) * 2;

function paintImage(canvas: I420, tile: PaintedTile, image: I420): void {
  if (tile.fit === 'fill') {
    blit(image, canvas, tile.rect);
    return;
  }
  const { width, height } = containSize(tile.rect, image);
  const x = tile.rect.x + even((tile.rect.width - width) / 2);
  const y = tile.rect.y + even((tile.rect.height - height) / 2);
  blit(image, canvas, { x, y, width, height });
}

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** A name stands at the lower left of its tile; where a title or a clock lies there, in another corner. */
export function labelSpot(tile: Rect, label: Sprite, taken: readonly Rect[], unit: number): Rect {
  const margin = Math.max(6 * unit, Math.min(tile.width, tile.height) * 0.045);
  const { width, height } = label;
  const left = even(tile.x + margin);
  const right = even(tile.x + tile.width - margin - width);
  const top = even(tile.y + margin);
  const bottom = even(tile.y + tile.height - margin - height);
  const spots = [
    { x: left, y: bottom, width, height },
    { x: right, y: bottom, width, height },
    { x: left, y: top, width, height },
    { x: right, y: top, width, height },
  ];
  const free = spots.find((spot) => spot.x >= tile.x && !taken.some((rect) => overlaps(rect, spot)));
  return free ?? (spots[0] as Rect);
}

function paintTile(canvas: I420, tile: PaintedTile, taken: readonly Rect[], unit: number): void {
  if (tile.image) paintImage(canvas, tile, tile.image);
  else if (tile.placeholder) {
    const x = tile.rect.x + even((tile.rect.width - tile.placeholder.width) / 2);
    const y = tile.rect.y + even((tile.rect.height - tile.placeholder.height) / 2);
    blendSprite(canvas, tile.placeholder, x, y);
  }
  if (!tile.label) return;
  const { x, y } = labelSpot(tile.rect, tile.label, taken, unit);
  blendSprite(canvas, tile.label, x, y);
}

/** Puts background, tiles and overlays onto a canvas, from back to front. */
export class Painter {
  readonly #background: I420;
  readonly #unit: number;

  constructor(width: number, height: number) {
    this.#background = createI420(width, height);
    this.#unit = Math.min(width, height) / 720;
    this.setBackground('#10141c');
  }

  setBackground(colour: string, image?: Sprite): void {
    const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
    fillI420(this.#background, rgbToYuv(part(1), part(3), part(5)));
    if (image) blendSprite(this.#background, image, 0, 0);
  }

  paint(canvas: I420, tiles: readonly PaintedTile[], overlays: readonly PlacedSprite[]): void {
    const [only] = tiles;
    const isCovered =
      only?.image !== undefined &&
      only.fit === 'fill' &&
      only.rect.width === canvas.width &&
      only.rect.height === canvas.height;
    if (!isCovered) canvas.data.set(this.#background.data);
    const taken = overlays.map(({ sprite, x, y }) => ({ x, y, width: sprite.width, height: sprite.height }));
    for (const tile of tiles) paintTile(canvas, tile, taken, this.#unit);
    for (const { sprite, x, y } of overlays) blendSprite(canvas, sprite, x, y);
  }
}

import { blendSprite, type Sprite } from '../overlay/sprite.js';
import { containSize } from '../source/video-track.js';
import { blit } from './blit.js';
import { createI420, fillI420, type I420, type Rect, rgbToYuv } from './i420.js';

/** One tile as it is to be painted now. */
export interface PaintedTile {
  rect: Rect;
  fit: 'fill' | 'contain';
  picture: I420 | undefined;
  /** Shown when there is no picture. */
  placeholder: Sprite | undefined;
  label: Sprite | undefined;
}

export interface PlacedSprite {
  sprite: Sprite;
  x: number;
  y: number;
}

const even = (value: number): number => Math.round(value / 2) * 2;

function paintPicture(canvas: I420, tile: PaintedTile, picture: I420): void {
  if (tile.fit === 'fill') {
    blit(picture, canvas, tile.rect);
    return;
  }
  const { width, height } = containSize(tile.rect, picture);
  const x = tile.rect.x + even((tile.rect.width - width) / 2);
  const y = tile.rect.y + even((tile.rect.height - height) / 2);
  blit(picture, canvas, { x, y, width, height });
}

function paintTile(canvas: I420, tile: PaintedTile, unit: number): void {
  if (tile.picture) paintPicture(canvas, tile, tile.picture);
  else if (tile.placeholder) {
    const x = tile.rect.x + even((tile.rect.width - tile.placeholder.width) / 2);
    const y = tile.rect.y + even((tile.rect.height - tile.placeholder.height) / 2);
    blendSprite(canvas, tile.placeholder, x, y);
  }
  if (!tile.label) return;
  const margin = Math.max(6 * unit, Math.min(tile.rect.width, tile.rect.height) * 0.045);
  const x = even(tile.rect.x + margin);
  const y = even(tile.rect.y + tile.rect.height - margin - tile.label.height);
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
      only?.picture !== undefined &&
      only.fit === 'fill' &&
      only.rect.width === canvas.width &&
      only.rect.height === canvas.height;
    if (!isCovered) canvas.data.set(this.#background.data);
    for (const tile of tiles) paintTile(canvas, tile, this.#unit);
    for (const { sprite, x, y } of overlays) blendSprite(canvas, sprite, x, y);
  }
}

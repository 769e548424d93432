import { blendSprite, type Sprite } from '../overlay/sprite.js';
import type { DecoderShape } from '../source/decoder-arguments.js';
import { containSize } from '../source/tile-shape.js';
import type { VideoTrack } from '../source/video-track.js';
import { Background } from './background.js';
import { blit } from './blit.js';
import type { I420, Rect } from './i420.js';

/** One tile as it is to be painted now. */
export interface PaintedTile {
  rect: Rect;
  fit: 'fill' | 'contain';
  /** Its track has chosen the frame of this moment. */
  video: { track: Pick<VideoTrack, 'image'>; shape: DecoderShape } | undefined;
  /** Shown when there is no video. */
  placeholder: Sprite | undefined;
  label: Sprite | undefined;
}

export interface PlacedSprite {
  sprite: Sprite;
  x: number;
  y: number;
}

const even = (value: number): number => Math.round(value / 2) * 2;

function paintImage(canvas: I420, tile: Pick<PaintedTile, 'rect' | 'fit'>, image: I420): void {
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

function rectOf({ sprite, x, y }: PlacedSprite): Rect {
  return { x, y, width: sprite.width, height: sprite.height };
}

/** Where a tile without an image puts its placeholder. */
function placeholderSpot({ x, y, width, height }: Rect, sprite: Sprite): PlacedSprite {
  return { sprite, x: x + even((width - sprite.width) / 2), y: y + even((height - sprite.height) / 2) };
}

function paintTile(canvas: I420, { rect, video, placeholder, fit }: PaintedTile): void {
  const image = video?.track.image(video.shape);
  if (image) paintImage(canvas, { rect, fit }, image);
  else if (placeholder) blend(canvas, placeholderSpot(rect, placeholder));
}

const blend = (canvas: I420, { sprite, x, y }: PlacedSprite): void => blendSprite(canvas, sprite, x, y);

/** Puts background, tiles and overlays onto a canvas, from back to front. */
export class Painter {
  readonly #background: Background;
  readonly #unit: number;

  constructor(width: number, height: number) {
    this.#background = new Background(width, height, '#10141c');
    this.#unit = Math.min(width, height) / 720;
  }

  setBackground(colour: string, image?: Sprite): void {
    this.#background.set(colour, image);
  }

  paint(canvas: I420, tiles: readonly PaintedTile[], overlays: readonly PlacedSprite[]): void {
    const taken = overlays.map(rectOf);
    const labels = tiles.map((tile) => this.#label(tile, taken));
    const isCovered = ({ video, fit }: PaintedTile) => video !== undefined && fit === 'fill';
    const touched = tiles.filter((tile) => !isCovered(tile)).map(touchedBy);
    this.#background.prepare(canvas, {
      covered: tiles.filter(isCovered).map(({ rect }) => rect),
      touched: [...touched, ...labels.flatMap((label) => (label ? [rectOf(label)] : [])), ...taken],
    });
    for (const [index, tile] of tiles.entries()) {
      paintTile(canvas, tile);
      const label = labels[index];
      if (label) blend(canvas, label);
    }
    for (const overlay of overlays) blend(canvas, overlay);
  }

  #label({ rect, label }: PaintedTile, taken: readonly Rect[]): PlacedSprite | undefined {
    return label && { sprite: label, ...positionOf(labelSpot(rect, label, taken, this.#unit)) };
  }
}

const positionOf = ({ x, y }: Rect) => ({ x, y });

/** A placeholder may be larger than a tile that grows or shrinks. */
function touchedBy({ rect, video, placeholder }: PaintedTile): Rect {
  return !video && placeholder ? rectOf(placeholderSpot(rect, placeholder)) : rect;
}

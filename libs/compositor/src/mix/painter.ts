import { type ChromaKey, type Crop, safeAreas } from '#layout';
import { blendSprite, isSolid, type Sprite } from '../overlay/sprite.js';
import { drawTileOutline, type OutlineStyle, type TileOutline } from '../overlay/tile-outline.js';
import { type DecoderShape, sameCrop } from '../source/decoder-arguments.js';
import { containSize } from '../source/tile-shape.js';
import type { VideoTrack } from '../source/video-track.js';
import { Background } from './background.js';
import { blit } from './blit.js';
import { cropImage } from './crop-image.js';
import { type I420, type Rect, sameRect } from './i420.js';
import { paintOutlines, withOutline } from './paint-outlines.js';
import { cornersOf, RoundedPainter } from './rounded.js';
import { isSeeThrough, type SeeThrough, SeeThroughPainter } from './see-through.js';

/** One tile as it is to be painted now. */
export interface PaintedTile {
  rect: Rect;
  fit: 'fill' | 'contain';
  /** Its track has chosen the frame of this moment. */
  video: { track: Pick<VideoTrack, 'image' | 'shownCount'>; shape: DecoderShape } | undefined;
  /** Shown when there is no video. */
  placeholder: Sprite | undefined;
  label: Sprite | undefined;
  /** Of a video that its decoder did not cut. */
  crop?: Crop | undefined;
  /** Of video and placeholder, not of the label; wholly where nothing is said. */
  opacity?: number | undefined;
  key?: ChromaKey | undefined;
}

export interface PlacedSprite {
  sprite: Sprite;
  x: number;
  y: number;
}

/** Radius of the corners of tiles, on a canvas whose shorter side has 720 points. */
const CORNER = 16;

const even = (value: number): number => Math.round(value / 2) * 2;

/** Where an image of this size is seen. */
function imageRect(
  { rect, fit }: Pick<PaintedTile, 'rect' | 'fit'>,
  image: Pick<Rect, 'width' | 'height'>,
): Rect {
  if (fit === 'fill') return rect;
  const { width, height } = containSize(rect, image);
  const x = rect.x + even((rect.width - width) / 2);
  const y = rect.y + even((rect.height - height) / 2);
  return { x, y, width, height };
}

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Where a label may begin and end along one side of its tile: in the safe area where the tile has room for it there. */
function labelRange(
  [start, length]: [number, number],
  [safeStart, safeLength]: [number, number],
  margin: number,
  size: number,
): [first: number, last: number] {
  const [from, to] = [start + margin, start + length - margin];
  const [safeFrom, safeTo] = [Math.max(from, safeStart), Math.min(to, safeStart + safeLength)];
  return safeTo - safeFrom < size ? [even(from), even(to - size)] : [even(safeFrom), even(safeTo - size)];
}

/** A name stands at the lower left of its tile; where a title or a clock lies there, in another corner. */
export function labelSpot(
  tile: Rect,
  label: Sprite,
  taken: readonly Rect[],
  { unit, safe }: { unit: number; safe: Rect },
): Rect {
  const margin = Math.max(6 * unit, Math.min(tile.width, tile.height) * 0.045);
  const { width, height } = label;
  const [left, right] = labelRange([tile.x, tile.width], [safe.x, safe.width], margin, width);
  const [top, bottom] = labelRange([tile.y, tile.height], [safe.y, safe.height], margin, height);
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

/** What a tile shows now, and where. */
type Shown = { rect: Rect } & ({ image: I420 } | { sprite: PlacedSprite });

function shownOf({ rect, video, placeholder, fit, crop }: PaintedTile): Shown | undefined {
  const whole = video?.track.image(video.shape);
  const image = whole && crop ? cropImage(whole, crop) : whole;
  if (image) return { image, rect: imageRect({ rect, fit }, image) };
  const sprite = placeholder && placeholderSpot(rect, placeholder);
  return sprite && { sprite, rect: rectOf(sprite) };
}

function paintShown(canvas: I420, shown: Shown): void {
  if ('image' in shown) blit(shown.image, canvas, shown.rect);
  else blend(canvas, shown.sprite);
}

const howOf = ({ opacity = 1, key }: PaintedTile): SeeThrough => ({ opacity, key });

/** A key is the video's: an image was drawn without its colour, and a placeholder has none of it to lose. */
const ownOf = (tile: PaintedTile): SeeThrough =>
  tile.video ? howOf(tile) : { ...howOf(tile), key: undefined };

const blend = (canvas: I420, { sprite, x, y }: PlacedSprite): void => blendSprite(canvas, sprite, x, y);

/** What a tile shows, and how. */
interface TileState extends Omit<PaintedTile, 'video'> {
  track: unknown;
  frame: number | undefined;
  shape: DecoderShape | undefined;
}

const stateOf = ({ video, ...tile }: PaintedTile): TileState => ({
  ...tile,
  track: video?.track,
  frame: video?.track.shownCount,
  shape: video?.shape,
});

const isSameTile = (a: TileState, b: TileState): boolean =>
  sameRect(a.rect, b.rect) &&
  a.fit === b.fit &&
  a.track === b.track &&
  a.frame === b.frame &&
  a.shape?.width === b.shape?.width &&
  a.shape?.height === b.shape?.height &&
  a.placeholder === b.placeholder &&
  a.label === b.label &&
  a.opacity === b.opacity &&
  a.key === b.key &&
  sameCrop(a.crop, b.crop) &&
  sameCrop(a.shape?.crop, b.shape?.crop);

const isSameSprite = (a: PlacedSprite, b: PlacedSprite): boolean =>
  a.sprite === b.sprite && a.x === b.x && a.y === b.y;

const areSame = <T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((each, index) => isSame(each, b[index] as T));

/** Puts background, tiles and overlays onto a canvas, from back to front. */
export class Painter {
  readonly #size: { width: number; height: number };
  readonly #background: Background;
  readonly #unit: number;
  readonly #labels: { unit: number; safe: Rect };
  readonly #seeThrough: SeeThroughPainter;
  readonly #rounded: RoundedPainter;
  #behind: { colour: string; image: Sprite | undefined } = { colour: '#10141c', image: undefined };
  /** An overlay that hides everything, such as a slate: painted into the background once. */
  #ground: Sprite | undefined;
  #painted: { tiles: TileState[]; overlays: readonly PlacedSprite[] } | undefined;
  #style: OutlineStyle = { border: undefined, hasShadow: false, gapPx: 0 };
  #outline: TileOutline | undefined;

  constructor(width: number, height: number) {
    this.#size = { width, height };
    this.#background = new Background(width, height, this.#behind.colour);
    this.#unit = Math.min(width, height) / 720;
    this.#labels = { unit: this.#unit, safe: safeAreas(this.#size).action };
    this.#seeThrough = new SeeThroughPainter(width, height);
    this.#rounded = new RoundedPainter(CORNER * this.#unit);
  }

  setBackground(colour: string, image?: Sprite): void {
    this.#behind = { colour, image };
    this.#painted = undefined;
    if (!this.#ground) this.#background.set(colour, image);
  }

  /** What lies around tiles; the same style may be set with every frame. */
  setTileStyle(style: OutlineStyle): void {
    const { border, hasShadow, gapPx } = this.#style;
    if (border === style.border && hasShadow === style.hasShadow && gapPx === style.gapPx) return;
    this.#style = style;
    this.#outline = drawTileOutline(style, this.#rounded.radius, this.#unit);
    this.#painted = undefined;
  }

  /** The canvas that was painted last shows just this. */
  shows(tiles: readonly PaintedTile[], overlays: readonly PlacedSprite[]): boolean {
    const painted = this.#painted;
    return (
      painted !== undefined &&
      areSame(painted.overlays, overlays, isSameSprite) &&
      areSame(painted.tiles, tiles.map(stateOf), isSameTile)
    );
  }

  /** Something else was painted onto this canvas: nothing of it is known any more, and it shows no scene. */
  forget(canvas: I420): void {
    this.#painted = undefined;
    this.#background.forget(canvas);
  }

  paint(canvas: I420, tiles: readonly PaintedTile[], overlays: readonly PlacedSprite[]): void {
    this.#painted = { tiles: tiles.map(stateOf), overlays };
    const above = this.#takeGround(tiles, overlays);
    const taken = above.map(rectOf);
    const labels = tiles.map((tile) => this.#label(tile, taken));
    const shown = tiles.map(shownOf);
    const over = this.#outlines(tiles, shown);
    const outline = this.#outline;
    const around = over.flatMap((rect) => (rect && outline ? [withOutline(rect, outline)] : []));
    const isCovered = (tile: PaintedTile) =>
      tile.video !== undefined && tile.fit === 'fill' && !isSeeThrough(howOf(tile));
    const touched = tiles.filter((tile) => !isCovered(tile)).map(touchedBy);
    const covered = tiles.filter(isCovered).map(({ rect }) => rect);
    this.#background.prepare(canvas, {
      covered,
      open: covered.filter((rect) => this.#isRounded(rect)).flatMap((rect) => this.#corners(rect)),
      touched: [
        ...touched,
        ...labels.flatMap((label) => (label ? [rectOf(label)] : [])),
        ...around,
        ...taken,
      ],
    });
    for (const [index, tile] of tiles.entries()) {
      const [now, label, rect] = [shown[index], labels[index], over[index]];
      if (rect && outline) paintOutlines(canvas, outline, [rect]);
      if (now) this.#paintTile(canvas, tile, now);
      if (label) blend(canvas, label);
    }
    for (const overlay of above) blend(canvas, overlay);
  }

  /** Of the tiles that lie over others. Outlines that lie over nothing but the background become part of it. */
  #outlines(tiles: readonly PaintedTile[], shown: readonly (Shown | undefined)[]): (Rect | undefined)[] {
    const around: Rect[] = [];
    const over = tiles.map((tile, index) => {
      const rect = shown[index]?.rect;
      if (!this.#outline || !rect || !this.#isRounded(rect) || isSeeThrough(ownOf(tile))) return undefined;
      const isOver = shown.slice(0, index).some((below) => below && overlaps(below.rect, rect));
      if (!isOver) around.push(rect);
      return isOver ? rect : undefined;
    });
    this.#background.outline(this.#outline, around);
    return over;
  }

  #paintTile(canvas: I420, tile: PaintedTile, shown: Shown): void {
    const own = ownOf(tile);
    const paint = () => {
      if (!isSeeThrough(own)) paintShown(canvas, shown);
      else this.#seeThrough.paint(canvas, shown.rect, own, () => paintShown(canvas, shown));
    };
    if (this.#isRounded(shown.rect)) this.#rounded.paint(canvas, shown.rect, paint);
    else paint();
  }

  /** What reaches an edge of the canvas has corners as the canvas has. */
  #isRounded({ x, y, width, height }: Rect): boolean {
    const { radius } = this.#rounded;
    const isInside = x > 0 && y > 0 && x + width < this.#size.width && y + height < this.#size.height;
    return isInside && Math.min(width, height) >= 4 * radius;
  }

  #corners(rect: Rect): Rect[] {
    return cornersOf(rect, this.#rounded.radius);
  }

  /** The overlays without the one that became the background. */
  #takeGround(tiles: readonly PaintedTile[], overlays: readonly PlacedSprite[]): readonly PlacedSprite[] {
    const [first, ...others] = overlays;
    const ground = first && tiles.length === 0 && this.#hidesAll(first) ? first.sprite : undefined;
    if (ground !== this.#ground) {
      this.#ground = ground;
      this.#background.set(this.#behind.colour, ground ?? this.#behind.image);
    }
    return ground ? others : overlays;
  }

  #hidesAll({ sprite, x, y }: PlacedSprite): boolean {
    if (sprite === this.#ground) return true;
    const { width, height } = this.#size;
    return x === 0 && y === 0 && sprite.width === width && sprite.height === height && isSolid(sprite);
  }

  #label({ rect, label }: PaintedTile, taken: readonly Rect[]): PlacedSprite | undefined {
    return label && { sprite: label, ...positionOf(labelSpot(rect, label, taken, this.#labels)) };
  }
}

const positionOf = ({ x, y }: Rect) => ({ x, y });

/** A placeholder may be larger than a tile that grows or shrinks. */
function touchedBy({ rect, video, placeholder }: PaintedTile): Rect {
  return !video && placeholder ? rectOf(placeholderSpot(rect, placeholder)) : rect;
}

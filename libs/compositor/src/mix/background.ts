import { blendSprite, type Sprite } from '../overlay/sprite.js';
import type { TileOutline } from '../overlay/tile-outline.js';
import { copyRect } from './blit.js';
import { copyI420, createI420, fillI420, type I420, type Rect, rgbToYuv, sameRect } from './i420.js';
import { paintOutlines } from './paint-outlines.js';

interface Outlined {
  outline: TileOutline | undefined;
  around: readonly Rect[];
}

/** What lies over the background of a canvas. */
export interface Painting {
  /** Rectangles of which every point is painted with each frame. */
  covered: readonly Rect[];
  /** Rectangles of which some points are painted. */
  touched: readonly Rect[];
  /** Rectangles within covered ones through which the background is seen. */
  open?: readonly Rect[];
}

const isWithin = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const isSame = (a: readonly Rect[], b: readonly Rect[]): boolean =>
  a.length === b.length && a.every((rect, index) => sameRect(rect, b[index] as Rect));

/**
 * The background of canvases that are painted again and again. While the tiles stay where they are, only what was painted
 * between them is restored: copying a whole canvas with every frame would be half of what painting costs.
 */
export class Background {
  readonly #image: I420;
  /** Without outlines; nothing as long as there are none. */
  #plain: I420 | undefined;
  #outlined: Outlined = { outline: undefined, around: [] };
  #paintings = new WeakMap<I420, Painting>();

  constructor(width: number, height: number, colour: string) {
    this.#image = createI420(width, height);
    this.set(colour);
  }

  set(colour: string, image?: Sprite): void {
    const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
    fillI420(this.#image, rgbToYuv(part(1), part(3), part(5)));
    if (image) blendSprite(this.#image, image, 0, 0);
    this.#plain = undefined;
    this.#outlined = { outline: undefined, around: [] };
    this.#paintings = new WeakMap();
  }

  /** Outlines around tiles are part of it: they are drawn when a tile moves, and not with every frame. */
  outline(outline: TileOutline | undefined, around: readonly Rect[]): void {
    const before = this.#outlined;
    if (around.length === 0 && before.around.length === 0) return;
    if (outline === before.outline && isSame(around, before.around)) return;
    this.#plain ??= copyI420(this.#image);
    this.#image.data.set(this.#plain.data);
    if (outline) paintOutlines(this.#image, outline, around);
    this.#outlined = { outline, around };
    this.#paintings = new WeakMap();
  }

  /** Something else was painted onto this canvas. */
  forget(canvas: I420): void {
    this.#paintings.delete(canvas);
  }

  /** Call it before the painting is painted: afterwards the canvas shows nothing but background outside of `covered`. */
  prepare(canvas: I420, { covered, touched, open = [] }: Painting): void {
    const before = this.#paintings.get(canvas);
    const outside = touched.filter((rect) => !covered.some((tile) => isWithin(rect, tile)));
    this.#paintings.set(canvas, { covered, touched: [...outside, ...open] });
    if (covered.some(({ width, height }) => width === canvas.width && height === canvas.height)) return;
    if (before && isSame(before.covered, covered))
      for (const rect of before.touched) copyRect(this.#image, canvas, rect);
    else canvas.data.set(this.#image.data);
  }
}

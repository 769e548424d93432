import type { ChromaKey } from '#layout';
import { copyRect } from './blit.js';
import { createI420, type I420, type Rect, rgbToYuv } from './i420.js';

/** How transparent a source is: all of it, and by colour. */
export interface SeeThrough {
  opacity: number;
  key: ChromaKey | undefined;
}

export const isSeeThrough = ({ opacity, key }: SeeThrough): boolean => opacity < 1 || key !== undefined;

/** As far as two colours can be apart in their chroma, limited range. */
const FARTHEST = Math.hypot(224, 224);

const covers = new Map<string, Uint8Array>();

/**
 * The cover of each chroma value, 0 to 255, by `u * 256 + v`: a key is one look-up for four points. A show has a handful
 * of keys; one that is dragged to its value has some more.
 */
export function coverTable({ opacity, key }: SeeThrough): Uint8Array {
  const name = `${opacity} ${key?.colour} ${key?.similarity} ${key?.smoothness}`;
  const known = covers.get(name);
  if (known) return known;
  if (covers.size >= 16) covers.clear();
  const table = new Uint8Array(256 * 256).fill(Math.round(opacity * 255));
  if (key) {
    const part = (at: number) => Number.parseInt(key.colour.slice(at, at + 2), 16);
    const { u, v } = rgbToYuv(part(1), part(3), part(5));
    for (let index = 0; index < table.length; index += 1) {
      const apart = Math.hypot((index >> 8) - u, (index & 255) - v) / FARTHEST;
      const seen = (apart - key.similarity) / Math.max(key.smoothness, 1e-3);
      table[index] = Math.round(Math.min(1, Math.max(0, seen)) * opacity * 255);
    }
  }
  covers.set(name, table);
  return table;
}

/** Paints within a rectangle of a canvas so that what lay there is seen through it. */
export class SeeThroughPainter {
  readonly #size: { width: number; height: number };
  #below: I420 | undefined;

  constructor(width: number, height: number) {
    this.#size = { width, height };
  }

  paint(canvas: I420, rect: Rect, how: SeeThrough, paint: () => void): void {
    this.#below ??= createI420(this.#size.width, this.#size.height);
    copyRect(canvas, this.#below, rect);
    paint();
    mixRect(this.#below, canvas, rect, coverTable(how));
  }
}

/** Mixes `below` into `above` where a point of `above` does not cover all of it; on even coordinates. */
export function mixRect(below: I420, above: I420, rect: Rect, cover: Uint8Array): void {
  const { width, height } = above;
  const [fromX, toX] = [Math.max(0, rect.x), Math.min(width, rect.x + rect.width)];
  const [fromY, toY] = [Math.max(0, rect.y), Math.min(height, rect.y + rect.height)];
  const half = width / 2;
  for (let y = fromY; y < toY; y += 2) {
    for (let x = fromX; x < toX; x += 2) {
      const chroma = (y / 2) * half + x / 2;
      const seen = cover[((above.u[chroma] as number) << 8) | (above.v[chroma] as number)] as number;
      if (seen === 255) continue;
      mixAt(below.u, above.u, chroma, seen);
      mixAt(below.v, above.v, chroma, seen);
      const luma = y * width + x;
      mixAt(below.y, above.y, luma, seen);
      mixAt(below.y, above.y, luma + 1, seen);
      mixAt(below.y, above.y, luma + width, seen);
      mixAt(below.y, above.y, luma + width + 1, seen);
    }
  }
}

function mixAt(below: Uint8Array, above: Uint8Array, at: number, seen: number): void {
  const sum = (above[at] as number) * seen + (below[at] as number) * (255 - seen);
  above[at] = (sum * 257 + 32_768) >> 16;
}

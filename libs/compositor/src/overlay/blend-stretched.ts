import type { I420, Rect } from '../mix/i420.js';
import type { Sprite, SpritePlane } from './sprite.js';

interface Target {
  data: Uint8Array;
  width: number;
  height: number;
}

type Span = readonly [from: number, end: number];

/** Rows and columns of the sprite up to the middle one lie at one edge of the rectangle, those after it at the other. */
function sourceAt(at: number, length: number, side: number): number {
  const middle = (side - 1) >> 1;
  if (at < middle) return at;
  return at < length - middle ? middle : side - (length - at);
}

function blendPlane(to: Target, { width: side, values, rest }: SpritePlane, at: Rect): void {
  const middle = (side - 1) >> 1;
  const whole: Span[] = [[0, at.width]];
  const sides: Span[] = [
    [0, middle],
    [at.width - middle, at.width],
  ];
  for (let row = Math.max(0, -at.y); row < Math.min(at.height, to.height - at.y); row += 1) {
    const source = sourceAt(row, at.height, side) * side;
    const target = (at.y + row) * to.width + at.x;
    // Between the corners a row of the tile shows nothing of it.
    for (const [from, end] of rest[source + middle] === 255 ? sides : whole)
      for (let column = Math.max(from, -at.x); column < Math.min(end, to.width - at.x); column += 1) {
        const point = source + sourceAt(column, at.width, side);
        const below = (to.data[target + column] as number) * (rest[point] as number);
        to.data[target + column] = (values[point] as number) + ((below * 257 + 32_768) >> 16);
      }
  }
}

/** Lays a square sprite over an even rectangle: its corners as they are, its middle row and column as often as needed. */
export function blendStretched(image: I420, sprite: Sprite, at: Rect): void {
  const half = { x: at.x / 2, y: at.y / 2, width: at.width / 2, height: at.height / 2 };
  const [width, height] = [image.width / 2, image.height / 2];
  blendPlane({ data: image.y, width: image.width, height: image.height }, sprite.y, at);
  blendPlane({ data: image.u, width, height }, sprite.u, half);
  blendPlane({ data: image.v, width, height }, sprite.v, half);
}

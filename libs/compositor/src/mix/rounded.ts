import type { I420, Rect } from './i420.js';

const SAMPLES = 4;

/** How much of each point of an upper left corner lies within the circle: 255 is all of it. */
export function cornerMask(radius: number): Uint8Array {
  const mask = new Uint8Array(radius * radius);
  for (let index = 0; index < mask.length; index += 1) {
    const [x, y] = [index % radius, Math.floor(index / radius)];
    let within = 0;
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
      const dx = radius - x - ((sample % SAMPLES) + 0.5) / SAMPLES;
      const dy = radius - y - (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
      if (dx * dx + dy * dy <= radius * radius) within += 1;
    }
    mask[index] = Math.round((within * 255) / (SAMPLES * SAMPLES));
  }
  return mask;
}

/** Four squares, each in a corner of the rectangle. */
export const cornersOf = ({ x, y, width, height }: Rect, radius: number): Rect[] =>
  [x, x + width - radius].flatMap((left) =>
    [y, y + height - radius].map((top) => ({ x: left, y: top, width: radius, height: radius })),
  );

interface PlaneCorners {
  radius: number;
  mask: Uint8Array;
  /** What lay in the four corners. */
  below: Uint8Array;
}

const planeCorners = (radius: number): PlaneCorners => ({
  ...{ radius, mask: cornerMask(radius) },
  below: new Uint8Array(4 * radius * radius),
});

/** Paints so that what lay below is seen outside of rounded corners. */
export class RoundedPainter {
  /** Points of luma; a multiple of four, so that corners are even in all planes. */
  readonly radius: number;
  readonly #luma: PlaneCorners;
  readonly #chroma: readonly [PlaneCorners, PlaneCorners];

  constructor(radius: number) {
    this.radius = Math.max(4, 4 * Math.round(radius / 4));
    this.#luma = planeCorners(this.radius);
    this.#chroma = [planeCorners(this.radius / 2), planeCorners(this.radius / 2)];
  }

  /** The rectangle is even and lies within the canvas. */
  paint(canvas: I420, rect: Rect, paint: () => void): void {
    const half = { x: rect.x / 2, y: rect.y / 2, width: rect.width / 2, height: rect.height / 2 };
    const planes = [
      { data: canvas.y, stride: canvas.width, at: rect, corners: this.#luma },
      { data: canvas.u, stride: canvas.width / 2, at: half, corners: this.#chroma[0] },
      { data: canvas.v, stride: canvas.width / 2, at: half, corners: this.#chroma[1] },
    ];
    for (const { data, stride, at, corners } of planes) keep(data, stride, at, corners);
    paint();
    for (const { data, stride, at, corners } of planes) restore(data, stride, at, corners);
  }
}

function keep(data: Uint8Array, stride: number, at: Rect, { radius, below }: PlaneCorners): void {
  cornersOf(at, radius).forEach(({ x, y }, corner) => {
    for (let row = 0; row < radius; row += 1) {
      const from = (y + row) * stride + x;
      below.set(data.subarray(from, from + radius), (corner * radius + row) * radius);
    }
  });
}

function restore(data: Uint8Array, stride: number, at: Rect, { radius, below, mask }: PlaneCorners): void {
  cornersOf(at, radius).forEach(({ x, y }, corner) => {
    const [isRight, isLower] = [corner >= 2, corner % 2 === 1];
    for (let row = 0; row < radius; row += 1) {
      const maskRow = (isLower ? radius - 1 - row : row) * radius;
      for (let column = 0; column < radius; column += 1) {
        const cover = mask[maskRow + (isRight ? radius - 1 - column : column)] as number;
        if (cover === 255) continue;
        const point = (y + row) * stride + x + column;
        const under = below[(corner * radius + row) * radius + column] as number;
        data[point] = (((data[point] as number) * cover + under * (255 - cover)) * 257 + 32_768) >> 16;
      }
    }
  });
}

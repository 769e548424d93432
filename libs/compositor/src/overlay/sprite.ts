import type { I420 } from '../mix/i420.js';

/** A stretch of one row: fully covering, or to be blended. */
interface Run {
  row: number;
  from: number;
  to: number;
  isSolid: boolean;
}

export interface SpritePlane {
  width: number;
  /** Colour times cover, already. */
  values: Uint8Array;
  /** What is left of the image below, 0 to 255. */
  rest: Uint8Array;
  runs: readonly Run[];
}

/** A drawing made ready to be laid over I420 images. Both sides are even. */
export interface Sprite {
  readonly width: number;
  readonly height: number;
  readonly y: SpritePlane;
  readonly u: SpritePlane;
  readonly v: SpritePlane;
}

/** Shorter stretches of covering or of clear points are blended with their neighbours: each run costs a few of them. */
const SOLID_RUN = 48;
const CLEAR_RUN = 12;

/** Stretches of one kind; those too short to be worth it count as blended, which gives the same values. */
function stretchesOf(rest: Uint8Array): { kind: Kind; from: number; to: number }[] {
  const stretches: { kind: Kind; from: number; to: number }[] = [];
  let from = 0;
  while (from < rest.length) {
    let kind = kindOf(rest[from] as number);
    let to = from + 1;
    while (to < rest.length && kindOf(rest[to] as number) === kind) to += 1;
    const isAtEdge = from === 0 || to === rest.length;
    if (kind === 'solid' && to - from < SOLID_RUN) kind = 'mixed';
    if (kind === 'clear' && !isAtEdge && to - from < CLEAR_RUN) kind = 'mixed';
    const last = stretches.at(-1);
    if (last?.kind === kind) last.to = to;
    else stretches.push({ kind, from, to });
    from = to;
  }
  return stretches;
}

function findRuns(rest: Uint8Array, width: number, height: number): Run[] {
  return Array.from({ length: height }, (_, row) =>
    stretchesOf(rest.subarray(row * width, (row + 1) * width)).flatMap(({ kind, from, to }) =>
      kind === 'clear' ? [] : [{ row, from, to, isSolid: kind === 'solid' }],
    ),
  ).flat();
}

type Kind = 'clear' | 'solid' | 'mixed';
const kindOf = (rest: number): Kind => (rest === 255 ? 'clear' : rest === 0 ? 'solid' : 'mixed');

function plane(width: number, height: number, values: Uint8Array, rest: Uint8Array): SpritePlane {
  return { width, values, rest, runs: findRuns(rest, width, height) };
}

/** From RGBA with straight alpha, as a canvas gives it. BT.601, limited range. */
export function spriteFromRgba(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Sprite {
  const luma = new Uint8Array(width * height);
  const rest = new Uint8Array(width * height);
  for (let i = 0; i < luma.length; i += 1) {
    const cover = (rgba[4 * i + 3] as number) / 255;
    const red = rgba[4 * i] as number;
    const green = rgba[4 * i + 1] as number;
    const blue = rgba[4 * i + 2] as number;
    luma[i] = Math.round((16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255) * cover);
    rest[i] = 255 - (rgba[4 * i + 3] as number);
  }
  const chroma = chromaOf(rgba, width, height);
  return {
    width,
    height,
    y: plane(width, height, luma, rest),
    u: plane(width / 2, height / 2, chroma.u, chroma.rest),
    v: plane(width / 2, height / 2, chroma.v, chroma.rest),
  };
}

function chromaOf(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number) {
  const count = (width * height) / 4;
  const u = new Uint8Array(count);
  const v = new Uint8Array(count);
  const rest = new Uint8Array(count);
  let target = 0;
  for (let row = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2) {
      let [red, green, blue, cover] = [0, 0, 0, 0];
      for (const at of [row * width + column, (row + 1) * width + column]) {
        for (const i of [at * 4, at * 4 + 4]) {
          const alpha = rgba[i + 3] as number;
          red += (rgba[i] as number) * alpha;
          green += (rgba[i + 1] as number) * alpha;
          blue += (rgba[i + 2] as number) * alpha;
          cover += alpha;
        }
      }
      // Sums of four values times alpha: the share of 255 is both the mean and the cover at once.
      const share = 1 / (4 * 255 * 255);
      const covered = cover / (4 * 255);
      u[target] = Math.round(128 * covered + (-37.797 * red - 74.203 * green + 112 * blue) * share);
      v[target] = Math.round(128 * covered + (112 * red - 93.786 * green - 18.214 * blue) * share);
      rest[target] = 255 - Math.round(cover / 4);
      target += 1;
    }
  }
  return { u, v, rest };
}

function blendPlane(
  to: Uint8Array,
  toWidth: number,
  toHeight: number,
  sprite: SpritePlane,
  x: number,
  y: number,
): void {
  for (const run of sprite.runs) {
    const row = y + run.row;
    if (row < 0 || row >= toHeight) continue;
    const from = Math.max(run.from, -x);
    const end = Math.min(run.to, toWidth - x);
    if (from >= end) continue;
    const source = run.row * sprite.width;
    const target = row * toWidth + x;
    if (run.isSolid) {
      to.set(sprite.values.subarray(source + from, source + end), target + from);
      continue;
    }
    for (let i = from; i < end; i += 1) {
      const below = (to[target + i] as number) * (sprite.rest[source + i] as number);
      to[target + i] = (sprite.values[source + i] as number) + ((below * 257 + 32_768) >> 16);
    }
  }
}

/** Lays the sprite over the image with its upper left corner on even coordinates. */
export function blendSprite(image: I420, sprite: Sprite, x: number, y: number): void {
  const { width, height } = image;
  blendPlane(image.y, width, height, sprite.y, x, y);
  blendPlane(image.u, width / 2, height / 2, sprite.u, x / 2, y / 2);
  blendPlane(image.v, width / 2, height / 2, sprite.v, x / 2, y / 2);
}

/** Nothing of what lies below is seen. */
export const isSolid = ({ y }: Sprite): boolean => y.rest.every((rest) => rest === 0);

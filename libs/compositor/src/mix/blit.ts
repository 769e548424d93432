import type { I420, Rect } from './i420.js';

function copyPlane(
  from: Uint8Array,
  fromWidth: number,
  to: Uint8Array,
  toWidth: number,
  at: Rect,
  clip: Rect,
): void {
  const left = clip.x - at.x;
  for (let row = clip.y; row < clip.y + clip.height; row += 1) {
    const source = (row - at.y) * fromWidth + left;
    to.set(from.subarray(source, source + clip.width), row * toWidth + clip.x);
  }
}

const columns = new Map<string, Uint32Array>();

/** Which source column each target column shows. A few dozen sizes live at a time; glides make the rest. */
function columnMap(from: number, fromWidth: number, toWidth: number): Uint32Array {
  const key = `${from}+${fromWidth}>${toWidth}`;
  let map = columns.get(key);
  if (!map) {
    map = Uint32Array.from(
      { length: toWidth },
      (_, x) => from + Math.floor(((x + 0.5) * fromWidth) / toWidth),
    );
    if (columns.size > 64) columns.clear();
    columns.set(key, map);
  }
  return map;
}

/** `part` is what is shown of the source. */
function scalePlane(
  from: Uint8Array,
  fromWidth: number,
  part: Rect,
  to: Uint8Array,
  toWidth: number,
  at: Rect,
  clip: Rect,
): void {
  const map = columnMap(part.x, part.width, at.width);
  const left = clip.x - at.x;
  for (let row = clip.y; row < clip.y + clip.height; row += 1) {
    const line = part.y + Math.floor(((row - at.y + 0.5) * part.height) / at.height);
    const source = line * fromWidth;
    let target = row * toWidth + clip.x;
    for (let x = left; x < left + clip.width; x += 1) {
      to[target] = from[source + (map[x] as number)] as number;
      target += 1;
    }
  }
}

const evenBelow = (value: number): number => Math.floor(value / 2) * 2;

/** The middle of an image in the shape of its place: what is too much is cut, nothing is stretched. */
function middleOf(from: I420, at: Rect): Rect {
  const scale = Math.min(from.width / at.width, from.height / at.height);
  const width = Math.max(2, evenBelow(at.width * scale));
  const height = Math.max(2, evenBelow(at.height * scale));
  return { x: evenBelow((from.width - width) / 2), y: evenBelow((from.height - height) / 2), width, height };
}

const half = (rect: Rect): Rect => ({
  x: rect.x / 2,
  y: rect.y / 2,
  width: rect.width / 2,
  height: rect.height / 2,
});

function clipTo(rect: Rect, width: number, height: number): Rect {
  const x = Math.max(0, rect.x);
  const y = Math.max(0, rect.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(rect.x + rect.width, width) - x),
    height: Math.max(0, Math.min(rect.y + rect.height, height) - y),
  };
}

/**
 * Puts an image into an even rectangle of another. Rows are copied when the sizes agree; else the nearest
 * points are taken, which only shows for the moments of a glide or until a decoder of the right size has taken over.
 */
export function blit(from: I420, to: I420, at: Rect): void {
  const clip = clipTo(at, to.width, to.height);
  if (clip.width === 0 || clip.height === 0) return;
  const [atHalf, clipHalf] = [half(at), half(clip)];
  const toHalf = to.width / 2;
  if (from.width === at.width && from.height === at.height) {
    copyPlane(from.y, from.width, to.y, to.width, at, clip);
    copyPlane(from.u, from.width / 2, to.u, toHalf, atHalf, clipHalf);
    copyPlane(from.v, from.width / 2, to.v, toHalf, atHalf, clipHalf);
    return;
  }
  const part = middleOf(from, at);
  const partHalf = half(part);
  const fromHalf = from.width / 2;
  scalePlane(from.y, from.width, part, to.y, to.width, at, clip);
  scalePlane(from.u, fromHalf, partHalf, to.u, toHalf, atHalf, clipHalf);
  scalePlane(from.v, fromHalf, partHalf, to.v, toHalf, atHalf, clipHalf);
}

/** Copies a rectangle on even coordinates to the same place of an image of the same size. */
export function copyRect(from: I420, to: I420, rect: Rect): void {
  const whole = { x: 0, y: 0, width: from.width, height: from.height };
  const clip = clipTo(rect, to.width, to.height);
  if (clip.width === 0 || clip.height === 0) return;
  const [wholeHalf, clipHalf] = [half(whole), half(clip)];
  copyPlane(from.y, from.width, to.y, to.width, whole, clip);
  copyPlane(from.u, from.width / 2, to.u, to.width / 2, wholeHalf, clipHalf);
  copyPlane(from.v, from.width / 2, to.v, to.width / 2, wholeHalf, clipHalf);
}

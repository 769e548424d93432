import type { Crop } from '#layout';
import { createI420, type I420 } from './i420.js';

const even = (value: number): number => 2 * Math.round(value / 2);

/** What a crop leaves of an image, on even coordinates. Only for clips: decoders of cameras cut by themselves. */
export function cropImage(image: I420, { left, top, right, bottom }: Crop): I420 {
  const [x, width] = between(left, right, image.width);
  const [y, height] = between(top, bottom, image.height);
  const cut = createI420(width, height);
  cutPlane(image.y, image.width, x, y, cut.y, width);
  cutPlane(image.u, image.width / 2, x / 2, y / 2, cut.u, width / 2);
  cutPlane(image.v, image.width / 2, x / 2, y / 2, cut.v, width / 2);
  return cut;
}

/** The first point that is left of a side, and how many: two at least, none outside of the image. */
function between(before: number, after: number, length: number): [first: number, count: number] {
  const first = Math.min(even(before * length), length - 2);
  return [first, Math.max(2, even((1 - after) * length) - first)];
}

function cutPlane(
  from: Uint8Array,
  fromWidth: number,
  x: number,
  y: number,
  to: Uint8Array,
  width: number,
): void {
  for (let row = 0; row * width < to.length; row += 1) {
    const at = (y + row) * fromWidth + x;
    to.set(from.subarray(at, at + width), row * width);
  }
}

import { expect, test } from '@jest/globals';
import { cropImage } from './crop-image.js';
import { createI420 } from './i420.js';

/** Each point of each plane says its column and row. */
function numbered(width: number, height: number) {
  const image = createI420(width, height);
  const at = (columns: number) => (_: number, index: number) =>
    16 * Math.floor(index / columns) + (index % columns);
  image.y.set(image.y.map(at(width)));
  for (const plane of [image.u, image.v]) plane.set(plane.map(at(width / 2)));
  return image;
}

const NONE = { left: 0, top: 0, right: 0, bottom: 0 };

test('what is cut off at each side is gone from all planes', () => {
  const cut = cropImage(numbered(8, 8), { left: 0.25, top: 0.5, right: 0.25, bottom: 0 });
  expect([cut.width, cut.height]).toEqual([4, 4]);
  expect([...cut.y]).toEqual([66, 67, 68, 69, 82, 83, 84, 85, 98, 99, 100, 101, 114, 115, 116, 117]);
  expect([...cut.u]).toEqual([33, 34, 49, 50]);
  expect([...cut.v]).toEqual([33, 34, 49, 50]);
});

test('a crop that ends between two points takes nothing from beyond the image', () => {
  const cut = cropImage(numbered(10, 10), { ...NONE, left: 0.3, top: 0.3 });
  expect([cut.width, cut.height]).toEqual([6, 6]);
  expect([...cut.y.subarray(-6)]).toEqual([148, 149, 150, 151, 152, 153]);
});

test.each([
  { ...NONE, left: 0.9, top: 0.9 },
  { ...NONE, right: 0.9, bottom: 0.9 },
])('of a tiny image two points are left (%j)', (crop) => {
  const cut = cropImage(numbered(4, 2), crop);
  expect([cut.width, cut.height]).toEqual([2, 2]);
  expect(cut.y.subarray(0, 2)).toEqual(
    numbered(4, 2)
      .y.subarray(crop.left > 0 ? 2 : 0)
      .subarray(0, 2),
  );
});

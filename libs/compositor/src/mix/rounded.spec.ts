import { expect, test } from '@jest/globals';
import { createI420, fillI420, rgbToYuv } from './i420.js';
import { cornerMask, cornersOf, RoundedPainter } from './rounded.js';

const BLUE = rgbToYuv(20, 20, 200);
const RED = rgbToYuv(200, 20, 20);

test('a corner is open at its tip and closed towards the middle, the same on both sides of its diagonal', () => {
  const mask = cornerMask(8);
  expect([mask[0], mask[63]]).toEqual([0, 255]);
  for (let x = 0; x < 8; x += 1) for (let y = 0; y < 8; y += 1) expect(mask[y * 8 + x]).toBe(mask[x * 8 + y]);
});

test('what lay below is seen in all four corners, and nowhere else', () => {
  const canvas = createI420(64, 64);
  fillI420(canvas, BLUE);
  const rect = { x: 8, y: 12, width: 40, height: 32 };
  new RoundedPainter(8).paint(canvas, rect, () => {
    for (let y = rect.y; y < rect.y + rect.height; y += 1) canvas.y.fill(RED.y, y * 64 + 8, y * 64 + 48);
  });
  const at = (x: number, y: number) => canvas.y[y * 64 + x];
  expect([at(8, 12), at(47, 12), at(8, 43), at(47, 43)]).toEqual(Array(4).fill(BLUE.y));
  expect([at(28, 12), at(8, 28), at(47, 28), at(28, 43), at(15, 19)]).toEqual(Array(5).fill(RED.y));
});

test('corners are squares within the rectangle', () => {
  expect(cornersOf({ x: 0, y: 0, width: 20, height: 12 }, 4)).toEqual([
    { x: 0, y: 0, width: 4, height: 4 },
    { x: 0, y: 8, width: 4, height: 4 },
    { x: 16, y: 0, width: 4, height: 4 },
    { x: 16, y: 8, width: 4, height: 4 },
  ]);
});

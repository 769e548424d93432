import { expect, test } from '@jest/globals';
import { safeAreas } from '#layout';
import { spriteFromRgba } from '../overlay/sprite.js';
import { createI420, fillI420, type Rect, rgbToYuv } from './i420.js';
import { labelSpot, type PaintedTile, Painter } from './painter.js';

const label = spriteFromRgba(new Uint8Array(100 * 30 * 4).fill(255), 100, 30);
const tile = { x: 0, y: 0, width: 640, height: 360 };

test('a name stands at the lower left, or where no title lies', () => {
  const room = { unit: 1, safe: tile };
  const title = { x: 0, y: 280, width: 300, height: 80 };
  const clock = { x: 500, y: 200, width: 140, height: 160 };
  expect(labelSpot(tile, label, [], room)).toMatchObject({ x: 16, y: 314 });
  expect(labelSpot(tile, label, [title], room)).toMatchObject({ x: 524, y: 314 });
  expect(labelSpot(tile, label, [title, clock], room)).toMatchObject({ x: 16, y: 16 });
  expect(labelSpot(tile, label, [tile], room)).toMatchObject({ x: 16, y: 314 });
});

test('a name is in the safe area of its canvas, unless its tile has no room for it there', () => {
  const canvas = { width: 360, height: 640 };
  const room = { unit: 0.5, safe: safeAreas(canvas).action };
  const spot = (rect: Rect) => labelSpot(rect, label, [], room);
  // Apps cover the lowest fifth of a tall canvas.
  expect(spot({ x: 0, y: 0, ...canvas })).toMatchObject({ x: 16, y: 512 - 30 });
  expect(spot({ x: 0, y: 320, width: 360, height: 320 })).toMatchObject({ y: 512 - 30 });
  expect(spot({ x: 0, y: 0, width: 360, height: 320 })).toMatchObject({ y: 276 });
  expect(spot({ x: 0, y: 540, width: 180, height: 100 })).toMatchObject({ x: 12, y: 606 });
});

test('a image that is shown whole stands in the middle of its tile, before the background', () => {
  const painter = new Painter(64, 36);
  painter.setBackground('#0000ff');
  const canvas = createI420(64, 36);
  const image = createI420(16, 36);
  fillI420(image, rgbToYuv(255, 0, 0));
  const painted: PaintedTile = {
    rect: { x: 0, y: 0, width: 64, height: 36 },
    fit: 'contain',
    video: { track: { shownCount: 0, image: () => image }, shape: { width: 16, height: 36, mode: 'exact' } },
    placeholder: undefined,
    label: undefined,
  };
  painter.paint(canvas, [painted], []);
  const row = [...canvas.y.subarray(18 * 64, 19 * 64)];
  const [blue, red] = [rgbToYuv(0, 0, 255).y, rgbToYuv(255, 0, 0).y];
  expect(row).toEqual([...Array(24).fill(blue), ...Array(16).fill(red), ...Array(24).fill(blue)]);
});

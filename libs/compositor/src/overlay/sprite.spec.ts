import { describe, expect, test } from '@jest/globals';
import { createI420, fillI420, type I420, rgbToYuv } from '../mix/i420.js';
import { blendSprite, spriteFromRgba } from './sprite.js';

const ground = rgbToYuv(0, 0, 0);
const canvas = (width = 8, height = 4): I420 => {
  const image = createI420(width, height);
  fillI420(image, ground);
  return image;
};
const filled = (width: number, height: number, rgba: readonly number[]) =>
  spriteFromRgba(
    Uint8Array.from({ length: width * height * 4 }, (_, i) => rgba[i % 4] as number),
    width,
    height,
  );
const near = (got: number | undefined, wanted: number) =>
  expect(Math.abs((got ?? -1) - wanted)).toBeLessThanOrEqual(1);

describe('a sprite', () => {
  test('that covers is what it was drawn as', () => {
    const image = canvas();
    blendSprite(image, filled(8, 4, [255, 0, 0, 255]), 0, 0);
    const red = rgbToYuv(255, 0, 0);
    near(image.y[9], red.y);
    near(image.u[3], red.u);
    near(image.v[3], red.v);
  });

  test('that is half clear lets half through', () => {
    const image = canvas();
    blendSprite(image, filled(4, 4, [255, 255, 255, 128]), 0, 0);
    near(image.y[0], (16 + 235) / 2);
    near(image.u[0], 128);
    expect(image.y[4]).toBe(16);
  });

  test('that is clear changes nothing', () => {
    const image = canvas();
    blendSprite(image, filled(8, 4, [255, 0, 255, 0]), 0, 0);
    expect(image.data).toEqual(canvas().data);
  });

  test.each([
    [-4, 0],
    [6, 2],
    [0, -2],
    [100, 100],
    [-100, -100],
  ])('at %i, %i stays within the image', (x, y) => {
    const image = canvas();
    const before = image.data.length;
    blendSprite(image, filled(8, 4, [255, 255, 255, 255]), x, y);
    const white = [...image.y].filter((value) => value > 200).length;
    const width = Math.max(0, Math.min(8, x + 8) - Math.max(0, x));
    const height = Math.max(0, Math.min(4, y + 4) - Math.max(0, y));
    expect(white).toBe(width * height);
    expect(image.data.length).toBe(before);
  });

  test('of long and short stretches of every kind is blended point by point', () => {
    const [width, height] = [256, 4];
    const cover = (column: number) => [255, 0, 128][Math.floor(column / 60 + (column % 7) / 5) % 3] as number;
    const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
      i % 4 === 3 ? cover(Math.floor(i / 4) % width) : 255,
    );
    const image = canvas(width, height);
    blendSprite(image, spriteFromRgba(rgba, width, height), 0, 0);
    for (let x = 0; x < width; x += 1) near(image.y[x], 16 + ((235 - 16) * cover(x)) / 255);
  });
});

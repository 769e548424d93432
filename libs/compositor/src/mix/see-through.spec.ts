import { describe, expect, test } from '@jest/globals';
import { createI420, fillI420, rgbToYuv } from './i420.js';
import { coverTable, isSeeThrough, SeeThroughPainter } from './see-through.js';

const GREEN = rgbToYuv(0, 177, 64);
const RED = rgbToYuv(200, 20, 20);
const BLUE = rgbToYuv(20, 20, 200);
const KEY = { colour: '#00b140', similarity: 0.1, smoothness: 0.1 };
const RECT = { x: 2, y: 2, width: 4, height: 4 };

function painted(how: Parameters<typeof coverTable>[0], colour: typeof GREEN) {
  const canvas = createI420(8, 8);
  fillI420(canvas, BLUE);
  new SeeThroughPainter(8, 8).paint(canvas, RECT, how, () => fillI420(canvas, colour));
  const at = (x: number, y: number) => ({
    y: canvas.y[y * 8 + x],
    u: canvas.u[(y >> 1) * 4 + (x >> 1)],
    v: canvas.v[(y >> 1) * 4 + (x >> 1)],
  });
  return { inside: at(3, 3), canvas };
}

describe('what is painted over something', () => {
  test('is not seen where it has the colour of the key, and wholly seen elsewhere', () => {
    expect(painted({ opacity: 1, key: KEY }, GREEN).inside).toEqual(BLUE);
    expect(painted({ opacity: 1, key: KEY }, RED).inside).toEqual(RED);
  });

  test('is seen by its share', () => {
    const { inside } = painted({ opacity: 0.5, key: undefined }, RED);
    expect(inside.y).toBeCloseTo((RED.y + BLUE.y) / 2, -0.5);
    expect(inside.u).toBeCloseTo((RED.u + BLUE.u) / 2, -0.5);
    expect(painted({ opacity: 0, key: undefined }, RED).inside).toEqual(BLUE);
  });

  test('may have a key and an opacity', () => {
    const { inside } = painted({ opacity: 0.5, key: KEY }, RED);
    expect(inside.v).toBeCloseTo((RED.v + BLUE.v) / 2, -0.5);
    expect(painted({ opacity: 0.5, key: KEY }, GREEN).inside).toEqual(BLUE);
  });

  test('comes to be seen softly with the distance from the colour', () => {
    const table = coverTable({ opacity: 1, key: KEY });
    const along = Array.from(
      { length: 100 },
      (_, step) => table[((GREEN.u + step) << 8) | GREEN.v] as number,
    );
    expect([along[0], along.at(-1)]).toEqual([0, 255]);
    expect(along.some((cover) => cover > 60 && cover < 200)).toBe(true);
    expect(along.every((cover, step) => step === 0 || cover >= (along[step - 1] as number))).toBe(true);
  });

  test('may lie partly outside of the canvas', () => {
    const canvas = createI420(8, 8);
    fillI420(canvas, BLUE);
    const rect = { x: -4, y: 6, width: 8, height: 8 };
    const painter = new SeeThroughPainter(8, 8);
    painter.paint(canvas, rect, { opacity: 0.5, key: undefined }, () => fillI420(canvas, RED));
    const lastRow = [...canvas.y.subarray(7 * 8)];
    const mixed = (RED.y * 128 + BLUE.y * 127) / 255;
    for (const luma of lastRow.slice(0, 4)) expect(Math.abs(luma - mixed)).toBeLessThan(1);
    expect(lastRow.slice(4)).toEqual(Array(4).fill(RED.y));
  });
});

test('wholly covering things are not seen through', () => {
  expect([isSeeThrough({ opacity: 1, key: undefined }), isSeeThrough({ opacity: 1, key: KEY })]).toEqual([
    false,
    true,
  ]);
});

import { describe, expect, test } from '@jest/globals';
import { blit } from './blit.js';
import { createI420, evenRect, fillI420, type I420 } from './i420.js';

const colour = (y: number) => ({ y, u: y + 1, v: y + 2 });
const filled = (width: number, height: number, y: number): I420 => {
  const image = createI420(width, height);
  fillI420(image, colour(y));
  return image;
};
/** Luma as rows of text. */
const rows = (image: I420): string[] =>
  Array.from({ length: image.height }, (_, row) =>
    [...image.y.subarray(row * image.width, (row + 1) * image.width)].map((y) => (y ? '#' : '.')).join(''),
  );

describe('a blit', () => {
  test('copies rows to its place, in all planes', () => {
    const to = createI420(8, 4);
    blit(filled(4, 2, 9), to, { x: 2, y: 2, width: 4, height: 2 });
    expect(rows(to)).toEqual(['........', '........', '..####..', '..####..']);
    expect([...to.u]).toEqual([0, 0, 0, 0, 0, 10, 10, 0]);
    expect([...to.v]).toEqual([0, 0, 0, 0, 0, 11, 11, 0]);
  });

  test('is cut at the edges of the canvas', () => {
    const to = createI420(4, 4);
    blit(filled(4, 4, 9), to, { x: 2, y: -2, width: 4, height: 4 });
    expect(rows(to)).toEqual(['..##', '..##', '....', '....']);
    blit(filled(4, 4, 9), to, { x: 40, y: 0, width: 4, height: 4 });
    expect(rows(to)).toEqual(['..##', '..##', '....', '....']);
  });

  test('scales by the nearest points when sizes differ, keeping halves where they were', () => {
    const from = createI420(4, 4);
    blit(filled(2, 4, 9), from, { x: 0, y: 0, width: 2, height: 4 });
    const to = createI420(8, 8);
    blit(from, to, { x: 0, y: 0, width: 8, height: 8 });
    expect(rows(to)).toEqual(Array.from({ length: 8 }, () => '####....'));
  });

  test('cuts what is too much instead of stretching, until a decoder of the right shape has taken over', () => {
    const from = createI420(8, 4);
    blit(filled(4, 4, 9), from, { x: 2, y: 0, width: 4, height: 4 });
    const to = createI420(4, 4);
    blit(from, to, { x: 0, y: 0, width: 2, height: 2 });
    blit(from, to, { x: 2, y: 2, width: 2, height: 2 });
    expect(rows(to)).toEqual(['##..', '##..', '..##', '..##']);
  });
});

test('rectangles come to lie on even coordinates without drifting apart', () => {
  const left = evenRect({ x: 0, y: 0, width: 426.66, height: 101 });
  const right = evenRect({ x: 426.66, y: 0, width: 426.66, height: 0.2 });
  expect(left.x + left.width).toBe(right.x);
  expect(right.height).toBe(2);
});

import { expect, test } from '@jest/globals';
import { positionOf } from './position-of.js';

const PAUSE_MS = 30_000;
const FRAGMENTS = [0, 1, 2, 3].map((at) => ({
  start: at * 2,
  duration: 2,
  programDateTime: 1_000_000 + at * 2_000 + (at >= 2 ? PAUSE_MS : 0),
}));

test.each([
  [1_000_000, 0],
  [1_003_500, 3.5],
  [1_004_000 + PAUSE_MS, 4],
  [1_007_900 + PAUSE_MS, 7.9],
])('the moment %p is at %p s', (ms, seconds) => expect(positionOf(FRAGMENTS, ms)).toBeCloseTo(seconds, 6));

test('before the first, in a pause and after the last frame it is the nearest that can be played', () => {
  expect(positionOf(FRAGMENTS, 0)).toBe(0);
  expect(positionOf(FRAGMENTS, 1_010_000)).toBe(4);
  expect(positionOf(FRAGMENTS, 9_000_000)).toBe(8);
});

test('media without dates have no moments', () => {
  expect(positionOf([], 1)).toBeNull();
  expect(positionOf([{ start: 0, duration: 2, programDateTime: null }], 1)).toBeNull();
});

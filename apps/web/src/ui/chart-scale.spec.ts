import { describe, expect, test } from '@jest/globals';
import { nearestIndex, timeTicks, valueScale } from './chart-scale.js';

describe('the scale of values', () => {
  test.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [100, [0, 50, 100]],
    [1_234, [0, 500, 1_000, 1_500]],
  ])('up to %i people', (most, ticks) => {
    expect(valueScale(most, true).ticks).toEqual(ticks);
  });

  test('seconds have fractions, without the digits of floating point', () => {
    expect(valueScale(0.9, false).ticks).toEqual([0, 0.5, 1]);
    expect(valueScale(2.4, false).ticks).toEqual([0, 1, 2, 3]);
  });
});

describe('the times below', () => {
  const at = Date.parse('2026-11-27T09:03:20Z');

  test('are whole minutes, no more than there is room for', () => {
    const ticks = timeTicks(at, at + 10 * 60_000, 5);
    expect(ticks).toHaveLength(5);
    expect(ticks.every((each) => each % 60_000 === 0 && each >= at)).toBe(true);
  });

  test('of a long show are hours; of none there are none', () => {
    expect(timeTicks(at, at + 8 * 3_600_000, 5).length).toBeLessThanOrEqual(5);
    expect(timeTicks(at, at, 5)).toEqual([]);
  });
});

test.each([
  [-5, 0],
  [14, 1],
  [54, 1],
  [56, 2],
  [500, 2],
])('a pointer at %i reads the nearest moment, also where some are missing', (atMs, index) => {
  expect(nearestIndex([0, 10, 100], atMs)).toBe(index);
});

import { expect, test } from '@jest/globals';
import { nearestOffsets } from './nearest-offsets.js';

test('each mark has the nearest of the others, before it or after it, or none', () => {
  expect(nearestOffsets([1, 2, 3, 9], [0.75, 2.25, 2.5], 0.5)).toEqual([-0.25, 0.25, -0.5, undefined]);
  expect(nearestOffsets([1], [], 0.5)).toEqual([undefined]);
});

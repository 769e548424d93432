import { expect, test } from '@jest/globals';
import { TokenBucket } from './token-bucket.js';

test('a burst passes, then the long-run rate', () => {
  const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0);
  expect([0, 0, 0, 0].map((nowMs) => bucket.take(nowMs))).toEqual([true, true, true, false]);
  expect(bucket.take(499)).toBe(false);
  expect(bucket.take(500)).toBe(true);
  expect(bucket.take(501)).toBe(false);
});

test('a pause fills it no further than the burst, and a clock that stands still fills nothing', () => {
  const bucket = new TokenBucket({ perSecond: 100, burst: 2 }, 0);
  expect([1e6, 1e6, 1e6].map((nowMs) => bucket.take(nowMs))).toEqual([true, true, false]);
});

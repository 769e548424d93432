import { expect, test } from '@jest/globals';
import { recordedRange } from './recorded-range.js';

test('a range ends where the recording does', () => {
  expect(recordedRange({ fromSeconds: 3, toSeconds: 8 }, 10)).toEqual({ fromSeconds: 3, toSeconds: 8 });
  expect(recordedRange({ fromSeconds: 3, toSeconds: 80 }, 10)).toEqual({ fromSeconds: 3, toSeconds: 10 });
  expect(recordedRange({ fromSeconds: 9, toSeconds: 10 }, 10)).toEqual({ fromSeconds: 9, toSeconds: 10 });
});

test.each([
  [5, 5.5],
  [8, 3],
  [10, 20],
  [9.5, 20],
])('of %s to %s of ten seconds too little is left', (fromSeconds, toSeconds) => {
  expect(recordedRange({ fromSeconds, toSeconds }, 10)).toBeUndefined();
});

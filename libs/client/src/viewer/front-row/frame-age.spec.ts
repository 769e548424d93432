import { expect, test } from '@jest/globals';
import { frameAgeMs } from './frame-age.js';

const START_MS = 1_000_000;

test('counts from the zero of the programme', () => {
  expect(frameAgeMs(90 * 5_000, START_MS, START_MS + 5_200)).toBeCloseTo(200, 6);
});

test('goes on where time stamps wrap', () => {
  const sentMs = 2 ** 32 / 90 + 1_000;
  expect(frameAgeMs(90 * 1_000, START_MS, START_MS + sentMs + 150)).toBeCloseTo(150, 3);
  expect(frameAgeMs(2 ** 32 - 9_000, START_MS, START_MS + 2 ** 32 / 90 + 50)).toBeCloseTo(150, 3);
});

test('is not negative where the clocks differ a little', () => {
  expect(frameAgeMs(90 * 5_000, START_MS, START_MS + 4_990)).toBe(0);
});

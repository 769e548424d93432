import { expect, test } from '@jest/globals';
import { tellingMs } from './telling-ms.js';

test.each([
  [10, 100],
  [2_000, 100],
  [5_000, 250],
  [8_000, 400],
  [100_000, 400],
])('%i readers get an update every %i ms', (readers, expected) => {
  expect(tellingMs(readers, { leastMs: 100, mostMs: 400 })).toBe(expected);
});

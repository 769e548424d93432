import { expect, test } from '@jest/globals';
import { FailingDevice } from './failing-device.js';

test('three deaths within ten seconds are too many, and three within a minute are not', () => {
  const device = new FailingDevice();
  expect([0, 20_000, 29_000].map((ms) => device.died(ms))).toEqual([false, false, false]);
  expect(device.died(29_900)).toBe(true);
});

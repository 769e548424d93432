import { expect, test } from '@jest/globals';
import { FailingDevice } from './failing-device.js';

test('three deaths within ten seconds are too many, and three within a minute are not', () => {
  const device = new FailingDevice();
  expect([0, 20_000, 29_000].map((ms) => device.failed('died', ms))).toEqual([false, false, false]);
  expect(device.failed('died', 29_900)).toBe(true);
});

test('three processes that do not start within a minute are too many, also where each one hangs', () => {
  const device = new FailingDevice();
  const at = (ms: number) => device.failed('not-started', ms);
  expect([0, 15_250, 61_000].map(at)).toEqual([false, false, false]);
  expect(device.failed('died', 62_000)).toBe(false);
  expect(at(74_000)).toBe(true);
});

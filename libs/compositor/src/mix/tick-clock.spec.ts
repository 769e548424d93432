import { expect, test } from '@jest/globals';
import { TickClock } from './tick-clock.js';

test.each([24, 25, 30, 50, 60])('at %i a second an hour of shares is an hour of samples', (frameRate) => {
  const clock = new TickClock(0, frameRate);
  let sum = 0;
  for (let tick = 0; tick < frameRate * 3_600; tick += 1) sum += clock.sampleShare(tick);
  expect(sum).toBe(48_000 * 3_600);
});

test('a rate that does not divide the samples loses none of them', () => {
  const clock = new TickClock(0, 29);
  const shares = new Set(Array.from({ length: 290 }, (_, tick) => clock.sampleShare(tick)));
  expect([...shares].sort()).toEqual([1_655, 1_656]);
  expect(clock.samplesBefore(29)).toBe(48_000);
});

test('the next tick is the first whose time has not come', () => {
  const clock = new TickClock(1_000, 30);
  expect([999, 1_000, 1_033, 1_034, 1_100].map((nowMs) => clock.nextTick(nowMs))).toEqual([0, 1, 1, 2, 4]);
  expect(clock.dueMs(30 * 3_600)).toBe(1_000 + 3_600_000);
});

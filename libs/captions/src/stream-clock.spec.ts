import { expect, test } from '@jest/globals';
import { StreamClock } from './stream-clock.js';

test('a pause of the microphone is not in the stream', () => {
  const clock = new StreamClock(16_000);
  clock.gave(16_000, 5_000);
  clock.gave(16_000, 6_000);
  // Muted for a minute.
  clock.gave(8_000, 67_000);
  expect([0, 1.5, 1.999].map((seconds) => clock.at(seconds))).toEqual([5_000, 6_500, 6_999]);
  expect([2, 2.25].map((seconds) => clock.at(seconds))).toEqual([67_000, 67_250]);
  expect(clock.nowMs).toBe(67_500);
});

test('an hour of pieces drifts nowhere', () => {
  const clock = new StreamClock(16_000);
  for (let piece = 0; piece < 36_000; piece += 1)
    clock.gave(1_600, 1_000 + piece * 100 + ((piece * 7) % 3) - 1);
  expect(clock.nowMs).toBeCloseTo(1_000 + 3_600_000 - 1, 0);
});

test('a microphone that is a little fast all the time is followed', () => {
  const clock = new StreamClock(16_000);
  for (let piece = 0; piece < 36_000; piece += 1) clock.gave(1_600, piece * 100.01);
  expect(Math.abs(clock.nowMs - 36_000 * 100.01)).toBeLessThan(50);
});

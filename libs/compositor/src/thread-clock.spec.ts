import { expect, test } from '@jest/globals';
import { ThreadClock } from './thread-clock.js';

test('the fastest message tells the difference of the clocks', () => {
  const clock = new ThreadClock();
  expect(clock.offsetMs(100, 1_140)).toBe(1_040);
  expect(clock.offsetMs(110, 1_111)).toBe(1_001);
  expect(clock.offsetMs(120, 1_190)).toBe(1_001);
});

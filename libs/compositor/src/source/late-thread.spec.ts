import { expect, test } from '@jest/globals';
import { LateThread } from './late-thread.js';

test('a thread that was held up is late until it has worked off what piled up, one that missed a tick is not', () => {
  const thread = new LateThread();
  expect(thread.isLate(0)).toBe(false);
  for (const [due, nowMs] of [
    [1, 33],
    [2, 100],
    [0, 101],
  ] as const)
    thread.ticked(due, nowMs);
  expect(thread.isLate(101)).toBe(false);
  thread.ticked(12, 500);
  thread.ticked(1, 520);
  expect([510, 599, 600].map((nowMs) => thread.isLate(nowMs))).toEqual([true, true, false]);
});

import { expect, test } from '@jest/globals';
import { type Failure, ToldReason } from './told-reason.js';

const closed = (closedAfterMs: number | undefined, reason: Failure['reason'] = 'broken'): Failure => ({
  reason,
  closedAfterMs,
});
const toldOf = (failures: Failure[]) => {
  const told = new ToldReason();
  return failures.map((each) => told.of(each));
};

test('a target that closes one connection after the other at once has refused the key', () => {
  expect(toldOf([900, 1_200, 800, 700].map((afterMs) => closed(afterMs)))).toEqual([
    'broken',
    'broken',
    'rejected',
    'rejected',
  ]);
});

test('a connection that held for a while was taken: its end is a loss', () => {
  const all = [900, 1_200, 60_000, 800, 700].map((afterMs) => closed(afterMs));
  expect(toldOf(all)).toEqual(Array(5).fill('broken'));
});

test('a target that was away in between has not closed one connection after the other', () => {
  const all = [closed(300), closed(300), closed(undefined, 'unreachable'), closed(300)];
  expect(toldOf(all)).toEqual(['broken', 'broken', 'unreachable', 'broken']);
});

test('what ended here, or is known, stays as it is', () => {
  expect(toldOf(Array(4).fill(closed(undefined)))).toEqual(Array(4).fill('broken'));
  expect(toldOf(Array(4).fill(closed(300, 'too-slow')))).toEqual(Array(4).fill('too-slow'));
});

import { expect, test } from '@jest/globals';
import { RetryPlan } from './retry-plan.js';

const plan = () => new RetryPlan(() => 0.5);
const DAY_MS = 86_400_000;

test('waits double up to five minutes', () => {
  const retry = plan();
  expect(retry.isDue(0)).toBe(true);
  for (const waitMs of [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
    retry.failed('lost', 0);
    expect([retry.isDue(waitMs - 1), retry.isDue(waitMs)]).toEqual([false, true]);
  }
});

test('a connection that held for a minute is tried again soon', () => {
  const retry = plan();
  retry.failed('unreachable', 0);
  retry.failed('unreachable', 0);
  retry.failed('lost', 0, 60_000);
  expect(retry.isDue(5_000)).toBe(true);
});

test('what is full gets the next offer a minute later', () => {
  const retry = plan();
  retry.failed('full', 0);
  expect([retry.isDue(59_999), retry.isDue(60_000)]).toEqual([false, true]);
});

test('a show without a front row gets two offers, a refusal is final', () => {
  const off = plan();
  off.failed('not-live', 0);
  expect(off.isDue(5_000)).toBe(true);
  off.failed('not-live', 0);
  expect(off.isDue(DAY_MS)).toBe(false);
  const refused = plan();
  refused.failed('refused', 0);
  expect(refused.isDue(DAY_MS)).toBe(false);
});

test('a front row that has played gets further offers whatever it says', () => {
  const retry = plan();
  retry.played();
  for (let times = 0; times < 3; times += 1) retry.failed('not-live', 0);
  retry.failed('refused', 0);
  expect(retry.isDue(60_000)).toBe(true);
});

test('after a pause it is tried a second later', () => {
  const retry = plan();
  retry.left(0);
  expect([retry.isDue(999), retry.isDue(1_000)]).toEqual([false, true]);
});

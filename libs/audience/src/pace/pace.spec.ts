import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { LoadPace } from './load-pace.js';
import { ReadableShare } from './readable-share.js';

test('a cheer of three seconds is shown whole; then as much as can be read', () => {
  const clock = new ManualClock();
  const share = new ReadableShare(clock, () => 10);
  const taken = (count: number) => Array.from({ length: count }, () => share.take()).filter(Boolean).length;
  expect(taken(100)).toBe(30);
  clock.advance(1_000);
  expect(taken(100)).toBe(10);
  clock.advance(60_000);
  expect(taken(100)).toBe(30);
});

test('without a limit everything is shown, and a limit that is set holds at once', () => {
  let perSecond = 0;
  const share = new ReadableShare(new ManualClock(), () => perSecond);
  expect(Array.from({ length: 1_000 }, () => share.take())).not.toContain(false);
  perSecond = 1;
  expect(Array.from({ length: 5 }, () => share.take())).toEqual([true, true, true, false, false]);
});

/** Ten seconds of so many messages of so many people. */
function window(pace: LoadPace, fromMs: number, messages: number, people: number): boolean {
  for (let n = 0; n < messages; n += 1) pace.said(`p${n % people}`, fromMs + (n * 10_000) / messages);
  return pace.settle(fromMs + 10_000, 20);
}

test('a chat that can be read is not slowed', () => {
  const pace = new LoadPace(0);
  expect([window(pace, 0, 300, 300), pace.slowMs]).toEqual([false, 0]);
});

test('one that is more than twice too fast is slowed by how many write, and let go step by step', () => {
  const pace = new LoadPace(0);
  expect([window(pace, 0, 1_000, 200), pace.slowMs]).toEqual([true, 10_000]);
  expect([window(pace, 10_000, 300, 200), pace.slowMs]).toEqual([false, 10_000]);
  expect([window(pace, 20_000, 100, 50), pace.slowMs]).toEqual([true, 5_000]);
  expect([window(pace, 30_000, 100, 50), pace.slowMs]).toEqual([true, 0]);
});

test('what is still too fast is slowed further, up to a minute', () => {
  const pace = new LoadPace(0);
  const steps = [0, 1, 2, 3, 4, 5].map((n) => {
    window(pace, n * 10_000, 1_000, 100);
    return pace.slowMs;
  });
  expect(steps).toEqual([5_000, 10_000, 20_000, 30_000, 60_000, 60_000]);
});

test('nothing is decided before ten seconds are over', () => {
  const pace = new LoadPace(0);
  for (let n = 0; n < 5_000; n += 1) pace.said(`p${n}`, 0);
  expect([pace.settle(9_000, 20), pace.slowMs]).toEqual([false, 0]);
});

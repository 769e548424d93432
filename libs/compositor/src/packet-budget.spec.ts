import { expect, test } from '@jest/globals';
import { PacketBudget } from './packet-budget.js';

/** How many of so many packets a second pass, each second. */
function passed(budget: PacketBudget, perSecond: number, seconds: number): number[] {
  return Array.from({ length: seconds }, (_, second) => {
    let count = 0;
    for (let sent = 0; sent < perSecond; sent += 1)
      if (budget.take(1_000 * second + (1_000 * sent) / perSecond)) count += 1;
    return count;
  });
}

test('what browsers send passes: a screen in 4K, and its key frame at once', () => {
  const budget = new PacketBudget('video');
  expect(passed(budget, 3_000, 3)).toEqual([3_000, 3_000, 3_000]);
  for (let sent = 0; sent < 2_000; sent += 1) expect(budget.take(3_000)).toBe(true);
});

test('a flood is cut to what a track may send', () => {
  const budget = new PacketBudget('video');
  const [, second, third] = passed(budget, 60_000, 3);
  for (const count of [second, third]) expect(count).toBeLessThanOrEqual(6_100);
  expect(budget.dropped).toBeGreaterThan(150_000);
  expect(passed(new PacketBudget('audio'), 100, 2)).toEqual([100, 100]);
});

import { expect, test } from '@jest/globals';
import { PacketBudget } from './packet-budget.js';

test('what an honest sender sends passes, also in bursts', () => {
  const budget = new PacketBudget(500);
  const passed = Array.from({ length: 3_000 }, (_, index) => budget.take(Math.floor(index / 50) * 100));
  expect(passed).not.toContain(false);
  expect(budget.dropped).toBe(0);
});

test('a flood is cut to the bound, and what comes after it passes', () => {
  const budget = new PacketBudget(500);
  let passed = 0;
  for (let index = 0; index < 100_000; index += 1) if (budget.take(index / 10)) passed += 1;
  // Ten seconds at the bound and the first second's worth.
  expect(passed).toBeGreaterThan(5_400);
  expect(passed).toBeLessThanOrEqual(5_500);
  expect(budget.dropped).toBe(100_000 - passed);
  expect(budget.take(20_000)).toBe(true);
});

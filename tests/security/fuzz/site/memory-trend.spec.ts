import { expect, test } from '@jest/globals';
import { seededRandom } from '../../../support/kernel/seeded-random.js';
import { memoryTrend } from './memory-trend.js';

const random = seededRandom(3);
const hour = (mbAt: (minute: number) => number) =>
  Array.from({ length: 61 }, (_, atMinutes) => ({ atMinutes, mb: mbAt(atMinutes) }));

test('what grows while it gets warm, and breathes afterwards, is flat', () => {
  const trend = memoryTrend(hour((at) => Math.min(at, 18) * 9 + 100 + 20 * random()));
  expect(trend).toMatchObject({ isFlat: true });
});

test('a leak of a megabyte a minute is seen through the breathing', () => {
  const trend = memoryTrend(hour((at) => 200 + at + 30 * random()));
  expect(trend?.isFlat).toBe(false);
  expect(trend?.perHourMb).toBeGreaterThan(45);
});

test('one sample that is far away changes nothing', () => {
  expect(memoryTrend(hour((at) => (at === 60 ? 900 : 200 + 10 * random())))?.isFlat).toBe(true);
});

test('too few samples say nothing', () => {
  expect(memoryTrend(hour(() => 100).slice(0, 2))).toBeUndefined();
});

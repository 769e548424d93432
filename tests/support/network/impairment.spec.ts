import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../kernel/seeded-random.js';
import { Impairment, type Impairments } from './impairment.js';

/** A packet of 1,000 bytes every 10 ms for 10 s. */
function departures(settings: Impairments): (number | undefined)[] {
  const impairment = new Impairment(seededRandom(7));
  impairment.set(settings);
  return Array.from({ length: 1_000 }, (_, index) => {
    const left = impairment.departureMs(index * 10, 1_000);
    return left === undefined ? undefined : left - index * 10;
  });
}

const kept = (all: (number | undefined)[]) => all.filter((each) => each !== undefined);

describe('impairment', () => {
  test('none lets everything through at once', () => {
    expect(new Set(departures({}))).toEqual(new Set([0]));
  });

  test('delay is exact, jitter is bounded and keeps the order', () => {
    const late = kept(departures({ delayMs: 50, jitterMs: 40 }));
    expect(Math.min(...late)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...late)).toBeLessThan(90);
    expect(late.every((each, index) => index === 0 || each + 10 >= (late[index - 1] ?? 0))).toBe(true);
  });

  test('loss takes its share', () => {
    const lost = 1_000 - kept(departures({ lossShare: 0.05 })).length;
    expect(lost).toBeGreaterThan(30);
    expect(lost).toBeLessThan(70);
  });

  test('reordered packets are passed by later ones', () => {
    const late = kept(departures({ reorderShare: 0.1, reorderMs: 35 }));
    expect(late.filter((each) => each === 35).length).toBeGreaterThan(60);
    expect(late.filter((each) => each === 0).length).toBeGreaterThan(850);
  });

  test('a rate limit fills its queue, then drops', () => {
    const through = kept(departures({ rateBitsPerSecond: 400_000, queueMs: 100 }));
    expect(through.length).toBeGreaterThan(490);
    expect(through.length).toBeLessThan(520);
    expect(Math.max(...through)).toBeLessThanOrEqual(120);
  });

  test('a cut line carries nothing', () => {
    expect(kept(departures({ cut: true }))).toEqual([]);
  });
});

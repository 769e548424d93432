import { describe, expect, test } from '@jest/globals';
import { DelayMeter } from './delay-meter.js';

const feed = (meter: DelayMeter, count: number, delay: (index: number) => number, from = 0): void => {
  for (let index = from; index < from + count; index += 1)
    meter.observe(index * 20, index * 20 + delay(index));
};

describe('the delay meter', () => {
  test('draws its line along the earliest arrivals', () => {
    const meter = new DelayMeter();
    expect(meter.lineMs).toBeUndefined();
    feed(meter, 100, (index) => 50 + (index % 5) * 4);
    expect(meter.lineMs).toBe(50);
    expect(meter.jitterMs).toBe(16);
  });

  test('does not take one straggler for jitter', () => {
    const meter = new DelayMeter();
    feed(meter, 200, (index) => (index === 100 ? 450 : 50));
    expect(meter.jitterMs).toBe(0);
  });

  test('follows a clock that drifts, and a way that became longer', () => {
    const meter = new DelayMeter();
    feed(meter, 3_000, (index) => 50 + index * 20 * 200e-6);
    expect(meter.lineMs).toBeGreaterThan(50 + 60_000 * 200e-6 - 3);
    feed(meter, 1_000, () => 90, 3_000);
    expect(meter.lineMs).toBe(90);
  });

  test('starts over with a clock that was set', () => {
    const meter = new DelayMeter();
    feed(meter, 100, () => 50);
    meter.observe(2_000, 2_000 + 90_000);
    expect(meter.lineMs).toBe(90_000);
  });
});

import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { NetworkPace } from './network-pace.js';

const times = (count: number, ask: () => number) => Array.from({ length: count }, ask);

test('a network waits for what is above its pace, and another one does not', () => {
  const pace = new NetworkPace(new ManualClock(), { burst: 3, perSecond: 2 });
  expect(times(5, () => pace.delayMs('a'))).toEqual([0, 0, 0, 1_000, 1_000]);
  expect(pace.delayMs('b')).toBe(0);
});

test('time gives it back, and never more than the burst', () => {
  const clock = new ManualClock();
  const pace = new NetworkPace(clock, { burst: 3, perSecond: 2 });
  times(3, () => pace.delayMs('a'));
  clock.advance(500);
  expect(times(2, () => pace.delayMs('a'))).toEqual([0, 1_000]);
  clock.advance(60_000);
  expect(times(4, () => pace.delayMs('a'))).toEqual([0, 0, 0, 1_000]);
});

test('the networks that are remembered are bounded', () => {
  const pace = new NetworkPace(new ManualClock(), { burst: 1, perSecond: 1 });
  for (let network = 0; network < 25_000; network += 1) pace.delayMs(`${network}`);
  expect(pace.size).toBe(20_000);
});

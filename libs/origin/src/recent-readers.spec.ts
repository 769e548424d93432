import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { RecentReaders } from './recent-readers.js';

test('who asked lately is known once, who stopped is not', () => {
  const clock = new ManualClock();
  const readers = new RecentReaders(clock);
  for (const reader of ['a', 'b', 'a']) readers.saw('show_1', reader);
  readers.saw('show_2', 'c');
  expect([readers.of('show_1'), readers.of('show_2'), readers.of('show_3')]).toEqual([['a', 'b'], ['c'], []]);
  clock.advance(10_000);
  readers.saw('show_1', 'b');
  clock.advance(10_000);
  expect([readers.of('show_1'), readers.of('show_2')]).toEqual([['b'], []]);
});

import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { Coalesce } from './coalesce.js';

function gathered() {
  const clock = new ManualClock();
  const given: (readonly string[])[] = [];
  const coalesce = new Coalesce<string>(
    clock,
    () => 100,
    (items) => given.push(items),
  );
  return { clock, given, coalesce };
}

test('one after a quiet time goes at once, many go together, never more often than told', () => {
  const { clock, given, coalesce } = gathered();
  coalesce.add('a');
  clock.advance(0);
  expect(given).toEqual([['a']]);
  for (const item of ['b', 'c', 'd']) coalesce.add(item);
  coalesce.drop((item) => item === 'c');
  clock.advance(99);
  expect(given).toHaveLength(1);
  clock.advance(1);
  expect(given[1]).toEqual(['b', 'd']);
  clock.advance(1_000);
  coalesce.add('e');
  clock.advance(0);
  expect(given[2]).toEqual(['e']);
});

test('a closed one gives nothing', () => {
  const { clock, given, coalesce } = gathered();
  coalesce.add('a');
  coalesce.close();
  clock.advance(1_000);
  expect(given).toEqual([]);
});

test('a flush that is wanted comes in time without items too, and where all of them were dropped', () => {
  const { clock, given, coalesce } = gathered();
  coalesce.want();
  coalesce.want();
  clock.advance(0);
  clock.advance(1_000);
  expect(given).toEqual([[]]);
  coalesce.add('a');
  coalesce.drop(() => true);
  clock.advance(1_000);
  expect(given).toEqual([[]]);
  coalesce.want();
  coalesce.add('a');
  coalesce.drop(() => true);
  clock.advance(1_000);
  expect(given).toEqual([[], []]);
});

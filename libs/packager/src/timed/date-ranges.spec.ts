import { expect, test } from '@jest/globals';
import { DateRanges, rangesFrom } from './date-ranges.js';

const of = (id: string, startMs: number, more: object = {}) => ({
  id,
  class: 'scene',
  startMs,
  values: {},
  ...more,
});

test('what a playlist said of a range stays, and its end is added', () => {
  const ranges = new DateRanges();
  ranges.put(of('a', 10, { values: { TITLE: 'One' } }));
  const before = ranges.all;
  ranges.put(of('a', 99, { endMs: 50, values: { TITLE: 'Other', VOTES: '3' } }));
  expect(ranges.all).toEqual([of('a', 10, { endMs: 50, values: { TITLE: 'One', VOTES: '3' } })]);
  expect(before).toEqual([of('a', 10, { values: { TITLE: 'One' } })]);
});

test('the oldest go beyond four hundred', () => {
  const ranges = new DateRanges();
  for (let n = 0; n < 450; n += 1) ranges.put(of(`r${n}`, n));
  expect(ranges.all).toHaveLength(400);
  expect(ranges.all[0]?.id).toBe('r50');
});

test('only those that reach into the listed media are listed', () => {
  const ranges = [
    of('over', 10, { endMs: 20 }),
    of('reaches in', 10, { endMs: 40 }),
    of('lasts', 12),
    of('scene before', 5, { endOnNext: true, class: 'b' }),
    of('scene', 25, { endOnNext: true, class: 'b' }),
  ];
  expect(rangesFrom(ranges, 30).map(({ id }) => id)).toEqual(['reaches in', 'lasts', 'scene']);
  expect(rangesFrom(ranges, 20).map(({ id }) => id)).toContain('scene before');
});

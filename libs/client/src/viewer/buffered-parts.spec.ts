import { expect, test } from '@jest/globals';
import { type PartOfPlaylist, stepOverBuffered } from './buffered-parts.js';

const ranges = (...pairs: [number, number][]): TimeRanges => ({
  length: pairs.length,
  start: (index) => pairs[index]?.[0] ?? Number.NaN,
  end: (index) => pairs[index]?.[1] ?? Number.NaN,
});
const parts = (...loaded: boolean[]): PartOfPlaylist[] =>
  loaded.map((isLoaded, n) => ({ start: 10 + n / 5, end: 10.2 + n / 5, loaded: isLoaded, gap: false }));
const marked = (all: PartOfPlaylist[]): number[] => all.flatMap(({ gap }, n) => (gap ? [n] : []));

test('a part that is in the buffer and not known as loaded is stepped over', () => {
  const all = parts(true, false, true, false);
  stepOverBuffered(all, ranges([4, 10.599999]));
  expect(marked(all)).toEqual([1]);
});

test('what the buffer holds in part, or not at all, is still to be loaded', () => {
  const all = parts(false, false, false, false);
  stepOverBuffered(all, ranges([0, 5], [10.2, 10.5]));
  expect(marked(all)).toEqual([1]);
});

test('a playlist without parts and a buffer with nothing in it are left alone', () => {
  const all = parts(false);
  stepOverBuffered(all, ranges());
  stepOverBuffered(all, undefined);
  stepOverBuffered(null, ranges([0, 20]));
  expect(marked(all)).toEqual([]);
});

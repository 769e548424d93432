import { expect, test } from '@jest/globals';
import { OnsetFinder } from './onsets.js';

const found = (pattern: string, quietBefore: number) => {
  const finder = new OnsetFinder(quietBefore);
  for (const each of pattern) finder.push(each === '#');
  return finder.found;
};

test('a beginning counts after quiet that was long enough', () => {
  expect(found('..##...##..', 2)).toEqual([2, 7]);
  expect(found('..##.##..', 2)).toEqual([2]);
  expect(found('#...#', 2)).toEqual([0, 4]);
});

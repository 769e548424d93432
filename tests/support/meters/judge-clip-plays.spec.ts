import { expect, test } from '@jest/globals';
import { judgeClip } from './judge-clip-plays.js';

const FRAMES = 8;
const count = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const none = (length: number) => Array<undefined>(length).fill(undefined);

test('a clip that is played to its end, held, and played again', () => {
  const numbers = [...none(4), ...count(0, 7), 7, 7, 7, ...count(0, 7), 7, ...none(3)];
  expect(judgeClip(numbers, FRAMES)).toEqual({
    plays: [
      { from: 4, to: 10, read: 7, slides: 0 },
      { from: 15, to: 21, read: 7, slides: 0 },
    ],
    faults: [],
  });
});

test('its first frame is there once more, a moment of it is not readable, and it is hidden before its end', () => {
  const numbers = [0, 0, 1, 2, undefined, 4, 5, 6, ...none(4), ...count(0, 4)];
  const { plays, faults } = judgeClip(numbers, FRAMES);
  expect(plays.map(({ from, slides }) => [from, slides])).toEqual([
    [1, 0],
    [12, 0],
  ]);
  expect(faults).toEqual([]);
});

test.each([
  ['freezes', [0, 1, 2, 3, 3, 3, 3, 4, 5, 6]],
  ['leaves frames out', [0, 1, 2, 5, 6, 7, 7]],
  ['jumps back', [0, 1, 2, 3, 4, 5, 1, 2, 3, 4]],
  ['ends early', [0, 1, 2, 7, 7, 7]],
])('a clip that %s is found out', (_, numbers) => {
  expect(judgeClip(numbers, FRAMES).faults).not.toEqual([]);
});

test('one frame that is missing is counted, and two are a fault', () => {
  expect(judgeClip([0, 1, 2, 4, 5, 6], FRAMES)).toMatchObject({ plays: [{ slides: 1 }], faults: [] });
  expect(judgeClip([0, 1, 2, 5, 6, 7, 7], FRAMES).faults).toHaveLength(1);
});

test('numbers that do not count on are mixtures of two scenes', () => {
  expect(judgeClip([3, undefined, 5, 5, 2, undefined], FRAMES)).toEqual({ plays: [], faults: [] });
});

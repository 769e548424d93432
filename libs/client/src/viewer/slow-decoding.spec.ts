import { expect, test } from '@jest/globals';
import { SlowDecoding } from './slow-decoding.js';

interface Second {
  frames?: number;
  dropped: number;
  isShown?: boolean;
}

/** The seconds in which it was detected. */
function detected(seconds: readonly Second[]): number[] {
  const slow = new SlowDecoding();
  const sum = { totalVideoFrames: 0, droppedVideoFrames: 0 };
  return seconds.flatMap(({ frames = 30, dropped, isShown = true }, second) => {
    sum.totalVideoFrames += frames;
    sum.droppedVideoFrames += dropped;
    return slow.step(sum, isShown, second * 1_000) ? [second] : [];
  });
}

const seconds = (count: number, each: Second): Second[] => Array(count).fill(each);

test('a decoder that drops a fifth of its frames for eight seconds does not keep up', () => {
  expect(detected(seconds(9, { dropped: 6 }))).toEqual([8]);
});

test('one that drops a few, or many for a moment, does', () => {
  expect(detected(seconds(60, { dropped: 3 }))).toEqual([]);
  expect(detected([...seconds(5, { dropped: 20 }), ...seconds(20, { dropped: 0 })])).toEqual([]);
});

test('frames of a page that is not seen do not count', () => {
  expect(detected(seconds(30, { dropped: 30, isShown: false }))).toEqual([]);
  const turns = [...seconds(6, { dropped: 30 }), { dropped: 30, isShown: false }];
  expect(detected([...turns, ...turns, ...turns])).toEqual([]);
});

test('neither do few frames, nor counters that began again', () => {
  expect(detected(seconds(30, { frames: 1, dropped: 1 }))).toEqual([]);
  expect(
    detected([{ dropped: 500, frames: 900 }, { dropped: -480, frames: -890 }, ...seconds(5, { dropped: 6 })]),
  ).toEqual([]);
});

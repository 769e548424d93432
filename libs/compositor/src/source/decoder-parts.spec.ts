import { expect, test } from '@jest/globals';
import { KeyFrameRequester } from './key-frame-requester.js';
import { containSize } from './tile-shape.js';
import { TimecodeLines } from './timecode-lines.js';

test('numbers are read across pieces, comments are not', () => {
  const lines = new TimecodeLines();
  expect(lines.push('# timecode format v2\n0\n1')).toEqual([0]);
  expect(lines.push('2\n')).toEqual([12]);
});

test('a key frame is requested again until one comes', () => {
  let asked = 0;
  const asker = new KeyFrameRequester(() => {
    asked += 1;
  });
  for (let nowMs = 0; nowMs < 1_200; nowMs += 33) asker.want(nowMs);
  expect(asked).toBe(3);
  asker.came();
  asker.review(5_000);
  expect(asked).toBe(3);
  asker.want(5_001);
  expect(asked).toBe(4);
});

test('a frame fits into its tile whole, on even numbers', () => {
  const tile = { width: 640, height: 360 };
  expect(containSize(tile, { width: 1_280, height: 720 })).toEqual({ width: 640, height: 360 });
  expect(containSize(tile, { width: 720, height: 1_280 })).toEqual({ width: 202, height: 360 });
  expect(containSize(tile, { width: 4_000, height: 10 })).toEqual({ width: 640, height: 2 });
});

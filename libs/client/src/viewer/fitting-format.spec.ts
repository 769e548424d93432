import { describe, expect, test } from '@jest/globals';
import { fittingLevels, levelWithin } from './fitting-format.js';

const LEVELS = [
  { width: 360, height: 640, bitrate: 700_000 },
  { width: 640, height: 360, bitrate: 710_000 },
  { width: 480, height: 854, bitrate: 1_200_000 },
  { width: 720, height: 1_280, bitrate: 2_800_000 },
  { width: 1_280, height: 720, bitrate: 2_900_000 },
];
const PHONE = { width: 390, height: 844 };
const TURNED = { width: 844, height: 390 };

describe('the format that fits the screen', () => {
  test('is upright on a phone and lies on one that was turned', () => {
    expect(fittingLevels(LEVELS, PHONE)).toEqual([0, 2, 3]);
    expect(fittingLevels(LEVELS, TURNED)).toEqual([1, 4]);
  });

  test('is that of AV1 where there is one of its shape', () => {
    const ofAv1 = { width: 640, height: 360, bitrate: 470_000, videoCodec: 'av01.0.01M.08' };
    expect(fittingLevels([...LEVELS, ofAv1], TURNED)).toEqual([5]);
    expect(fittingLevels([...LEVELS, ofAv1], PHONE)).toEqual([0, 2, 3]);
    expect(fittingLevels([ofAv1], TURNED)).toEqual([0]);
  });

  test('is none of AV1 where the browser does not keep up with that, as long as there is another one', () => {
    const ofAv1 = { width: 640, height: 360, bitrate: 470_000, videoCodec: 'av01.0.01M.08' };
    expect(fittingLevels([...LEVELS, ofAv1], TURNED, false)).toEqual([1, 4]);
    expect(fittingLevels([ofAv1], TURNED, false)).toEqual([0]);
  });

  test('is the only one there is', () => {
    const wide = [LEVELS[1], LEVELS[4]] as typeof LEVELS;
    expect(fittingLevels(wide, PHONE)).toEqual([0, 1]);
  });
});

describe('the quality within the format', () => {
  test.each([
    [4, [0, 2, 3], 3],
    [1, [0, 2, 3], 0],
    [0, [1, 4], 1],
    [2, [1, 4], 1],
    [3, [0, 2, 3], 3],
  ])('%i of all is, within %j, %i', (chosen, fitting, expected) => {
    expect(levelWithin(LEVELS, fitting, chosen)).toBe(expected);
  });
});

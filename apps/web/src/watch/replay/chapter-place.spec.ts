import { expect, test } from '@jest/globals';
import { chapterPlaceS } from './chapter-place.js';

const RECORDING = { playedFrom: '2026-03-01T12:00:00.000Z' };
const START_MS = Date.parse(RECORDING.playedFrom);
/** Sixty seconds are played: of the show’s time, the minute from 0:30 on was not recorded. */
const behindOf = (moment: number) => {
  const s = (moment - START_MS) / 1_000;
  return 60 - (s < 30 ? s : Math.max(30, s - 60));
};

test('a chapter after a pause is where its video is, not where the clock of the show was', () => {
  const placeOf = (atSeconds: number) => chapterPlaceS(RECORDING, { behindOf }, { atSeconds, windowS: 60 });
  expect([0, 20, 100].map(placeOf)).toEqual([0, 20, 40]);
});

test('media without dates are counted from their beginning', () => {
  const at = { atSeconds: 12, windowS: 60 };
  expect(chapterPlaceS(RECORDING, { behindOf: () => null }, at)).toBe(12);
  expect(chapterPlaceS({ playedFrom: null }, { behindOf }, at)).toBe(12);
});

import { expect, test } from '@jest/globals';
import { CAMERA_COST, FrameCost } from './frame-cost.js';

/** After how many frames that take so long the effect ends; 0 for never. */
const endsAfter = (tookMs: (frame: number) => number, frames = 600): number => {
  const cost = new FrameCost(CAMERA_COST);
  for (let frame = 1; frame <= frames; frame += 1) if (cost.isTooMuch(tookMs(frame))) return frame;
  return 0;
};

test('frames in time go on for ever', () => {
  expect(endsAfter(() => 30)).toBe(0);
});

test('frames that all take too long end it after three seconds', () => {
  expect(endsAfter(() => 60)).toBe(90);
});

test('the first frames and single slow ones do not count', () => {
  expect(endsAfter((frame) => (frame <= 30 ? 500 : 20))).toBe(0);
  expect(endsAfter((frame) => (frame % 30 === 0 ? 300 : 20))).toBe(0);
});

import { expect, test } from '@jest/globals';
import { StallDetector } from './stall-detector.js';

const EVERY_MS = 500;

/** The moments at which it said that the player is stuck. */
function watch(
  positionAt: (ms: number) => number,
  shouldMove: (ms: number) => boolean,
  forMs: number,
): number[] {
  const stallDetector = new StallDetector();
  const stuckMs: number[] = [];
  for (let ms = 0; ms <= forMs; ms += EVERY_MS)
    if (stallDetector.step(positionAt(ms), shouldMove(ms), ms)) stuckMs.push(ms);
  return stuckMs;
}

const always = () => true;

test('a player that moves, however slowly, is not stuck', () => {
  expect(watch((ms) => Math.floor(ms / 9_000), always, 60_000)).toEqual([]);
});

test('one that never begins is detected after ten seconds, and again after ten more', () => {
  expect(watch(() => 0, always, 25_000)).toEqual([10_500, 21_000]);
});

test('a pause is no stall, and the time after it counts from its end', () => {
  expect(
    watch(
      () => 7,
      (ms) => ms > 20_000,
      32_000,
    ),
  ).toEqual([30_500]);
});

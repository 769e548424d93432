import { expect, test } from '@jest/globals';
import { freeSpot } from './use-free-plates.js';

const TILE = { left: 0, top: 0, right: 640, bottom: 360 };
const PLATE = { width: 120, height: 30 };
const TITLE = { left: 20, top: 290, right: 400, bottom: 350 };

test('a name stands at the lower left, and elsewhere where a title lies there', () => {
  expect(freeSpot(TILE, PLATE, 10, [])).toBe('bottom-left');
  expect(freeSpot(TILE, PLATE, 10, [TITLE])).toBe('bottom-right');
  expect(freeSpot(TILE, PLATE, 10, [{ ...TITLE, right: 640 }])).toBe('top-left');
});

test('where there is no room at all it stays', () => {
  expect(freeSpot(TILE, PLATE, 10, [TILE])).toBe('bottom-left');
});

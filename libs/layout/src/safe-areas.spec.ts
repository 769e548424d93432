import { expect, test } from '@jest/globals';
import { safeAreas } from './safe-areas.js';

test('a wide canvas keeps 3.5 % for names and 5 % for titles free at each side', () => {
  expect(safeAreas({ width: 1_280, height: 720 })).toEqual({
    action: { x: 44, y: 26, width: 1_192, height: 668 },
    title: { x: 64, y: 36, width: 1_152, height: 648 },
  });
});

test('a tall one keeps free what apps cover: their bar above, and a fifth below', () => {
  const { action, title } = safeAreas({ width: 720, height: 1_280 });
  expect(title).toEqual({ x: 36, y: 128, width: 648, height: 896 });
  expect(action.y + action.height).toBe(1_024);
});

test.each([
  [1_920, 1_080],
  [854, 480],
  [360, 640],
  [1_080, 1_080],
])('of %i x %i the title is in the action, on even coordinates', (width, height) => {
  const { action, title } = safeAreas({ width, height });
  expect([...Object.values(action), ...Object.values(title)].filter((value) => value % 2 !== 0)).toEqual([]);
  expect(title.x).toBeGreaterThanOrEqual(action.x);
  expect(title.y).toBeGreaterThanOrEqual(action.y);
  expect(title.x + title.width).toBeLessThanOrEqual(action.x + action.width);
  expect(title.y + title.height).toBeLessThanOrEqual(action.y + action.height);
});

import { expect, test } from '@jest/globals';
import { cellsOf } from './bar-code.js';
import { type Pixels, readCard } from './pixels.js';
import { type Area, colourDistance, FLASH, PATCHES, type Rgb } from './test-card.js';

const GROUND: Rgb = [90, 30, 120];

function paint(pixels: Pixels, tile: Area, area: Area, colour: Rgb): void {
  const left = Math.round((tile.x + area.x * tile.width) * pixels.width);
  const right = Math.round((tile.x + (area.x + area.width) * tile.width) * pixels.width);
  const top = Math.round((tile.y + area.y * tile.height) * pixels.height);
  const bottom = Math.round((tile.y + (area.y + area.height) * tile.height) * pixels.height);
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) pixels.data.set([...colour, 255], (y * pixels.width + x) * 4);
}

function card(wallMs: number, tile: Area): Pixels {
  const pixels = { data: new Uint8ClampedArray(640 * 360 * 4), width: 640, height: 360 };
  paint(pixels, tile, { x: 0, y: 0, width: 1, height: 1 }, GROUND);
  for (const patch of PATCHES) paint(pixels, tile, patch.area, patch.colour);
  for (const cell of cellsOf(wallMs)) paint(pixels, tile, cell, cell.isWhite ? [255, 255, 255] : [0, 0, 0]);
  paint(pixels, tile, FLASH, [255, 255, 255]);
  return pixels;
}

test.each([
  { x: 0, y: 0, width: 1, height: 1 },
  { x: 0.5, y: 0.5, width: 0.5, height: 0.5 },
  { x: 0.74, y: 0.05, width: 0.24, height: 0.24 },
])('a card is read whole in the tile %o', (tile) => {
  const reading = readCard(card(4_321_987, tile), tile);
  expect(reading.clock).toBe(4_321_987);
  expect(reading.ground).toEqual(GROUND);
  expect(reading.flash).toBe(true);
  for (const patch of PATCHES)
    expect(colourDistance(reading.patches[patch.name] ?? [0, 0, 0], patch.colour)).toBe(0);
});

test('a black frame has no clock, no flash and no light', () => {
  const black = { data: new Uint8ClampedArray(640 * 360 * 4), width: 640, height: 360 };
  expect(readCard(black)).toMatchObject({ flash: false, meanLuma: 0 });
  expect(readCard(black).clock).toBeUndefined();
});

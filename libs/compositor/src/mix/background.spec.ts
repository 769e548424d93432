import { expect, test } from '@jest/globals';
import { spriteFromRgba } from '../overlay/sprite.js';
import { createI420, fillI420, rgbToYuv } from './i420.js';
import { type PaintedTile, Painter, type PlacedSprite } from './painter.js';

const SIZE = { width: 64, height: 36 };
const red = createI420(24, 16);
fillI420(red, rgbToYuv(255, 0, 0));
const full = (alpha: number) =>
  spriteFromRgba(
    new Uint8Array(64 * 36 * 4).map((_, at) => (at % 4 === 3 ? alpha : at % 251)),
    64,
    36,
  );
const [slate, veil] = [full(255), full(100)];
const sign = spriteFromRgba(new Uint8Array(12 * 8 * 4).fill(200), 12, 8);

const tile = (x: number, y: number, more: Partial<PaintedTile> = {}): PaintedTile => ({
  rect: { x, y, width: 24, height: 16 },
  fit: 'fill',
  video: { track: { shownCount: 0, image: () => red }, shape: { width: 24, height: 16, mode: 'fill' } },
  placeholder: undefined,
  label: undefined,
  ...more,
});
const overlay = (x: number, y: number, sprite = sign): PlacedSprite => ({ sprite, x, y });

/** One scene after the other, as a show goes: each is painted over the one before. */
const scenes: [string, PaintedTile[], PlacedSprite[]][] = [
  ['a tile', [tile(4, 4)], []],
  ['the same tile', [tile(4, 4)], []],
  ['an overlay beside it', [tile(4, 4)], [overlay(40, 20)]],
  ['the overlay elsewhere, half over the tile', [tile(4, 4)], [overlay(24, 14)]],
  ['half outside', [tile(4, 4)], [overlay(58, 32)]],
  ['no overlay', [tile(4, 4)], []],
  ['the tile elsewhere', [tile(30, 10)], []],
  ['a camera that is off', [tile(30, 10, { video: undefined, placeholder: sign })], []],
  ['an image shown whole', [tile(2, 2, { fit: 'contain', rect: { x: 2, y: 2, width: 60, height: 16 } })], []],
  ['two tiles with a name', [tile(0, 0, { label: sign }), tile(32, 0)], []],
  [
    'a name wider than its tile',
    [tile(0, 0, { rect: { x: 0, y: 0, width: 8, height: 8 }, label: sign })],
    [],
  ],
  ['nobody', [], []],
  ['a slate and its light', [], [overlay(0, 0, slate), overlay(8, 8)]],
  ['the light elsewhere', [], [overlay(0, 0, slate), overlay(30, 8)]],
  ['a veil over nobody', [], [overlay(0, 0, veil), overlay(30, 8)]],
  ['a slate over a tile', [tile(4, 4)], [overlay(0, 0, slate)]],
];

test('a canvas that is painted again shows what a fresh one shows', () => {
  const painter = new Painter(SIZE.width, SIZE.height);
  const again = createI420(SIZE.width, SIZE.height);
  for (const [name, tiles, overlays] of [...scenes, ...scenes.toReversed()]) {
    const fresh = createI420(SIZE.width, SIZE.height);
    painter.paint(again, tiles, overlays);
    new Painter(SIZE.width, SIZE.height).paint(fresh, tiles, overlays);
    expect([name, Buffer.compare(again.data, fresh.data)]).toEqual([name, 0]);
  }
});

test('another background is seen at once between tiles that stay', () => {
  const painter = new Painter(SIZE.width, SIZE.height);
  const canvas = createI420(SIZE.width, SIZE.height);
  painter.paint(canvas, [tile(4, 4)], []);
  painter.setBackground('#0000ff');
  painter.paint(canvas, [tile(4, 4)], []);
  expect(canvas.y[0]).toBe(rgbToYuv(0, 0, 255).y);
});

test('a background that is set behind a slate is there when the slate goes', () => {
  const painter = new Painter(SIZE.width, SIZE.height);
  const canvas = createI420(SIZE.width, SIZE.height);
  painter.paint(canvas, [], [overlay(0, 0, slate)]);
  painter.setBackground('#0000ff');
  painter.paint(canvas, [], [overlay(0, 0, slate), overlay(8, 8)]);
  expect(canvas.y[0]).toBe(slate.y.values[0]);
  painter.paint(canvas, [], []);
  expect(canvas.y[0]).toBe(rgbToYuv(0, 0, 255).y);
});

test('a canvas shows what was painted until anything of it changes', () => {
  const painter = new Painter(SIZE.width, SIZE.height);
  const canvas = createI420(SIZE.width, SIZE.height);
  const track = { shownCount: 1, image: () => red };
  const live = () => tile(4, 4, { video: { track, shape: { width: 24, height: 16, mode: 'fill' } } });
  expect(painter.shows([], [])).toBe(false);
  painter.paint(canvas, [live()], [overlay(8, 8)]);
  expect(painter.shows([live()], [overlay(8, 8)])).toBe(true);
  const others: [PaintedTile[], PlacedSprite[]][] = [
    [[], [overlay(8, 8)]],
    [[live()], []],
    [[live()], [overlay(10, 8)]],
    [[live()], [overlay(8, 8, veil)]],
    [[{ ...live(), label: sign }], [overlay(8, 8)]],
    [[{ ...live(), rect: { x: 6, y: 4, width: 24, height: 16 } }], [overlay(8, 8)]],
    [[{ ...live(), fit: 'contain' }], [overlay(8, 8)]],
    [[tile(4, 4, { video: undefined, placeholder: sign })], [overlay(8, 8)]],
  ];
  for (const [tiles, overlays] of others) expect(painter.shows(tiles, overlays)).toBe(false);
  track.shownCount = 2;
  expect(painter.shows([live()], [overlay(8, 8)])).toBe(false);
  track.shownCount = 1;
  painter.setBackground('#0000ff');
  expect(painter.shows([live()], [overlay(8, 8)])).toBe(false);
});

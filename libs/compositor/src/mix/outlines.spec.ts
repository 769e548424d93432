import { expect, test } from '@jest/globals';
import type { OutlineStyle } from '../overlay/tile-outline.js';
import { createI420, fillI420, type I420, type Rect, rgbToYuv } from './i420.js';
import { type PaintedTile, Painter } from './painter.js';

const SIZE = { width: 320, height: 180 };
const [red, accent, ground] = [rgbToYuv(255, 0, 0), rgbToYuv(0, 0, 255), rgbToYuv(255, 255, 255)];
/** A border is two points wide on a canvas of this size, and a shadow reaches six. */
const STYLE = { border: '#0000ff', hasShadow: true, gapPx: 12 };

function tile(rect: Rect, more: Partial<PaintedTile> = {}): PaintedTile {
  const image = createI420(rect.width, rect.height);
  fillI420(image, red);
  return {
    ...{ rect, fit: 'fill', placeholder: undefined, label: undefined },
    video: { track: { shownCount: 0, image: () => image }, shape: { ...rect, mode: 'fill' } },
    ...more,
  };
}

function painted(
  tiles: PaintedTile[],
  style: OutlineStyle = STYLE,
  canvas = createI420(SIZE.width, SIZE.height),
) {
  const painter = new Painter(SIZE.width, SIZE.height);
  painter.setBackground('#ffffff');
  painter.setTileStyle(style);
  painter.paint(canvas, tiles, []);
  return { painter, canvas };
}

const at = ({ y }: I420, column: number, row: number): number => y[row * SIZE.width + column] as number;

const LEFT = { x: 12, y: 40, width: 142, height: 80 };
const RIGHT = { x: 166, y: 40, width: 142, height: 80 };

test('a border of the colour of the show lies around a tile and not on it', () => {
  const { canvas } = painted([tile(LEFT)], { ...STYLE, hasShadow: false });
  const outside = [at(canvas, 11, 80), at(canvas, 154, 80), at(canvas, 80, 39), at(canvas, 80, 120)];
  expect(outside).toEqual(Array(4).fill(accent.y));
  const inside = [at(canvas, 12, 80), at(canvas, 153, 80), at(canvas, 80, 40), at(canvas, 80, 119)];
  expect(inside).toEqual(Array(4).fill(red.y));
  // Through the tile's round corner the border is seen, and around it the background.
  expect(at(canvas, 12, 40)).toBe(accent.y);
  expect([at(canvas, 9, 80), at(canvas, 9, 37)]).toEqual([ground.y, ground.y]);
});

test('a shadow darkens the background around tiles, and neither tiles nor borders beside them', () => {
  const { canvas } = painted([tile(LEFT), tile(RIGHT)]);
  expect(at(canvas, 80, 122)).toBeLessThan(ground.y - 12);
  expect([at(canvas, 153, 80), at(canvas, 166, 80)]).toEqual([red.y, red.y]);
  expect([at(canvas, 154, 80), at(canvas, 165, 80)]).toEqual([accent.y, accent.y]);
  const { canvas: plain } = painted([tile(LEFT), tile(RIGHT)], { ...STYLE, border: undefined });
  expect(at(plain, 80, 122)).toBe(at(canvas, 80, 122));
});

test('what reaches an edge of the canvas or is see-through has none', () => {
  const wide = { x: 0, y: 40, width: 320, height: 80 };
  for (const each of [tile(wide), tile(LEFT, { opacity: 0.5 })]) {
    const { canvas } = painted([each]);
    expect([at(canvas, 80, 39), at(canvas, 80, 120)]).toEqual([ground.y, ground.y]);
  }
});

test('a tile over another one has its outline over that one', () => {
  const small = { x: 60, y: 60, width: 64, height: 40 };
  const { canvas } = painted([tile(LEFT), tile(small)]);
  expect([at(canvas, 59, 80), at(canvas, 124, 80)]).toEqual([accent.y, accent.y]);
  expect(at(canvas, 92, 102)).toBeLessThan(red.y - 3);
});

test('outlines are painted when tiles move, and not with every frame', () => {
  const { painter, canvas } = painted([tile(LEFT)]);
  // A mark on the border that the next frame of the same scene leaves alone.
  canvas.y[80 * SIZE.width + 11] = 200;
  painter.paint(canvas, [tile(LEFT)], []);
  expect(at(canvas, 11, 80)).toBe(200);
  painter.paint(canvas, [tile(RIGHT)], []);
  expect([at(canvas, 11, 80), at(canvas, 165, 80)]).toEqual([ground.y, accent.y]);
});

test('a canvas that is painted again shows what a fresh one shows', () => {
  const again = createI420(SIZE.width, SIZE.height);
  const painter = new Painter(SIZE.width, SIZE.height);
  painter.setBackground('#ffffff');
  const small = { x: 130, y: 60, width: 64, height: 40 };
  const scenes = [[LEFT], [LEFT, RIGHT], [LEFT, RIGHT, small], [RIGHT, small], [], [small], [LEFT, RIGHT]];
  for (const style of [STYLE, { ...STYLE, hasShadow: false }, { ...STYLE, border: '#00ff00' }])
    for (const rects of [...scenes, ...scenes.toReversed()]) {
      const tiles = rects.map((rect) => tile(rect));
      painter.setTileStyle(style);
      painter.paint(again, tiles, []);
      expect([rects.length, Buffer.compare(again.data, painted(tiles, style).canvas.data)]).toEqual([
        rects.length,
        0,
      ]);
    }
});

import { expect, test } from '@jest/globals';
import {
  canToggle,
  canvasText,
  hasAv1,
  type ShowFormat,
  withAv1,
  withFormat,
  withMain,
  withShapeToggled,
} from './format-choice.js';

const wide: ShowFormat = {
  shape: '16:9',
  shortSidePx: 720,
  frameRate: 60,
  preset: 'faster',
  layout: null,
  ladder: [{ shortSidePx: 720, bitrateBps: 2_500_000 }],
};

test('a format that is added has the rhythm and the preset of the main one', () => {
  const [, added] = withShapeToggled([wide], '1:1');
  expect(added).toEqual({ shape: '1:1', shortSidePx: 720, frameRate: 60, preset: 'faster', layout: null });
});

test('a source is not passed on beside another format', () => {
  const [main] = withShapeToggled([{ ...wide, passthrough: true }], '1:1');
  expect(main).toEqual(wide);
});

test('the main format is also made in AV1, in its size and with the usual qualities, and no longer', () => {
  const both = withAv1([{ ...wide, passthrough: true }], true);
  expect(both).toEqual([
    wide,
    { shape: '16:9', codec: 'av1', shortSidePx: 720, frameRate: 60, preset: 'faster', layout: null },
  ]);
  expect(hasAv1(both)).toBe(true);
  expect(withAv1(both, false)).toEqual([wide]);
});

test('the only shape cannot be removed, also where it is made in AV1 too, and a fourth format cannot be added', () => {
  const both = withAv1([wide], true);
  expect(canToggle(both, '16:9')).toBe(false);
  expect(canToggle(both, '9:16')).toBe(true);
  const three = withShapeToggled(both, '9:16');
  expect([canToggle(three, '1:1'), canToggle(three, '9:16'), canToggle(three, '16:9')]).toEqual([
    false,
    true,
    true,
  ]);
});

test('the last format cannot be removed', () => {
  expect(withShapeToggled([wide], '16:9')).toEqual([wide]);
});

test('a main format whose frame rate the others do not divide gives them its own', () => {
  const square: ShowFormat = { ...wide, shape: '1:1', frameRate: 30 };
  expect(withMain([wide, square], '1:1').map(({ shape, frameRate }) => [shape, frameRate])).toEqual([
    ['1:1', 30],
    ['16:9', 30],
  ]);
  expect(withMain([square, wide], '16:9').map(({ frameRate }) => frameRate)).toEqual([60, 30]);
});

test('qualities chosen for another size are given up with it, and kept otherwise', () => {
  expect(withFormat([wide], '16:9', { shortSidePx: 360 })[0]).not.toHaveProperty('ladder');
  expect(withFormat([wide], '16:9', { layout: 'grid' })[0]).toHaveProperty('ladder', wide.ladder);
});

test('canvases are named by their pixels, which are even', () => {
  expect([canvasText('16:9', 480), canvasText('9:16', 1_080), canvasText('1:1', 360)]).toEqual([
    '854 × 480',
    '1080 × 1920',
    '360 × 360',
  ]);
});

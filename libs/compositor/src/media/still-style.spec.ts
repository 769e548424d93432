import { expect, test } from '@jest/globals';
import { keyOut, stillPart, styleName } from './still-style.js';

const IMAGE = { width: 400, height: 200 };
const TILE = { width: 100, height: 100 };

test('an image is whole in its tile, or fills it with its middle', () => {
  expect(stillPart(IMAGE, TILE)).toEqual({
    part: { x: 0, y: 0, width: 400, height: 200 },
    size: { width: 100, height: 50 },
  });
  expect(stillPart(IMAGE, { ...TILE, fit: 'fill' })).toEqual({
    part: { x: 100, y: 0, width: 200, height: 200 },
    size: TILE,
  });
});

test('what a crop leaves of it is the image', () => {
  const crop = { left: 0.5, top: 0, right: 0, bottom: 0.5 };
  expect(stillPart(IMAGE, { ...TILE, crop })).toEqual({
    part: { x: 200, y: 0, width: 200, height: 100 },
    size: { width: 100, height: 50 },
  });
  expect(stillPart(IMAGE, { ...TILE, crop, fit: 'fill' }).part).toEqual({
    x: 250,
    y: 0,
    width: 100,
    height: 100,
  });
});

test('the colour of a key is transparent in it, another colour is not, and what was transparent stays so', () => {
  const rgba = new Uint8ClampedArray([0, 177, 64, 255, 200, 20, 20, 255, 200, 20, 20, 0]);
  keyOut(rgba, { colour: '#00b140', similarity: 0.1, smoothness: 0.1 });
  expect([...rgba].filter((_, at) => at % 4 === 3)).toEqual([0, 255, 0]);
});

test('another crop, fit or key is another drawing', () => {
  const key = { colour: '#00b140', similarity: 0.1, smoothness: 0.1 };
  const crop = { left: 0.1, top: 0, right: 0, bottom: 0 };
  const names = [{}, { fit: 'fill' as const }, { crop }, { key }, { crop, key }].map((style) =>
    styleName({ ...TILE, ...style }),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toBe('');
});

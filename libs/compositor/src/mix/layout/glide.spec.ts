import { expect, test } from '@jest/globals';
import { GLIDE_MS, Glide } from './glide.js';

const here = { x: 0, y: 0, width: 100, height: 100 };
const there = { x: 200, y: 100, width: 300, height: 200 };

test('a tile that is new is simply there', () => {
  expect(new Glide().at('a', here, 0, true)).toEqual(here);
});

test('a tile that moves is half way in the middle of the glide and there at its end', () => {
  const glide = new Glide();
  glide.at('a', here, 0, true);
  expect(glide.at('a', there, 1_000, true)).toEqual(here);
  expect(glide.at('a', there, 1_000 + GLIDE_MS / 2, true)).toEqual({
    x: 100,
    y: 50,
    width: 200,
    height: 150,
  });
  expect(glide.at('a', there, 1_000 + GLIDE_MS, true)).toEqual(there);
});

test('a tile that is sent elsewhere in between goes on from where it is', () => {
  const glide = new Glide();
  glide.at('a', here, 0, true);
  glide.at('a', there, 0, true);
  const between = glide.at('a', there, 125, true);
  expect(glide.at('a', here, 125, true)).toEqual(between);
});

test('without gliding, or after having left, it jumps', () => {
  const glide = new Glide();
  glide.at('a', here, 0, true);
  expect(glide.at('a', there, 1, false)).toEqual(there);
  glide.keepOnly(new Set());
  expect(glide.at('a', here, 2, true)).toEqual(here);
});

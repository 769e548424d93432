import { expect, test } from '@jest/globals';
import { Reframer } from './reframer.js';

const FRAME = 480;
const BLOCK = 128;
/** The least with which no block lacks a sample. */
const DELAY = 448;

/** What comes out of blocks of a counter, each frame changed by `change`. */
function passed(blocks: number, change: (frame: Float32Array) => void): number[] {
  const reframer = new Reframer(FRAME, BLOCK, change);
  const out: number[] = [];
  for (let at = 0; at < blocks; at += 1) {
    const block = Float32Array.from({ length: BLOCK }, (_, index) => at * BLOCK + index + 1);
    const cleaned = new Float32Array(BLOCK);
    reframer.pass(block, cleaned);
    out.push(...cleaned);
  }
  return out;
}

test('every sample comes out once and in order, late by no more than it must', () => {
  const out = passed(100, () => undefined);
  expect(out.slice(0, DELAY).every((sample) => sample === 0)).toBe(true);
  expect(out.slice(DELAY)).toEqual(Array.from({ length: 100 * BLOCK - DELAY }, (_, index) => index + 1));
});

test('whole frames are changed, each once', () => {
  let frames = 0;
  const out = passed(75, (frame) => {
    frames += 1;
    frame.fill(frames);
  });
  expect(frames).toBe((75 * BLOCK) / FRAME);
  expect(out.slice(DELAY, DELAY + FRAME).every((sample) => sample === 1)).toBe(true);
  expect(out[DELAY + FRAME]).toBe(2);
});

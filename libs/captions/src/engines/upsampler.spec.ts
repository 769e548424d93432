import { expect, test } from '@jest/globals';
import { Upsampler } from './upsampler.js';

const tone = (hz: number, rateHz: number, count: number) =>
  Int16Array.from({ length: count }, (_, at) =>
    Math.round(9_000 * Math.sin((2 * Math.PI * hz * at) / rateHz)),
  );

/** A vowel's formant: between two samples of 16 kHz a straight line is near enough to it. */
const HZ = 500;
const OFF_AT_MOST = 100;

test.each([640, 641, 1, 7])('a tone stays that tone in pieces of %i samples', (piece) => {
  const heard = tone(HZ, 16_000, 6_400);
  const upsampler = new Upsampler();
  const out: number[] = [];
  for (let at = 0; at < heard.length; at += piece)
    out.push(...upsampler.push(heard.subarray(at, at + piece)));
  const expected = tone(HZ, 24_000, out.length);
  expect(out.length).toBeGreaterThan(9_590);
  const off = out.map((sample, at) => Math.abs(sample - (expected[at] ?? 0)));
  expect(Math.max(...off)).toBeLessThan(OFF_AT_MOST);
});

import { describe, expect, test } from '@jest/globals';
import { LIMITER_DELAY_SAMPLES, Limiter } from './limiter.js';

const CEILING = 0.89;

function limit(audio: Float32Array): Float32Array {
  const limiter = new Limiter(CEILING);
  const left = audio.slice();
  const right = audio.slice();
  for (let at = 0; at < left.length; at += 1_600) {
    const count = Math.min(1_600, left.length - at);
    limiter.process(left.subarray(at, at + count), right.subarray(at, at + count), count);
  }
  return left;
}

const tone = (length: number, level: number) =>
  Float32Array.from({ length }, (_, i) => level * Math.sin((2 * Math.PI * 300 * i) / 48_000));

describe('the limiter', () => {
  test('leaves what is below the ceiling alone, 5 ms later', () => {
    const audio = tone(9_600, 0.8);
    const out = limit(audio);
    for (let i = LIMITER_DELAY_SAMPLES; i < 9_600; i += 1) {
      expect(out[i]).toBeCloseTo(audio[i - LIMITER_DELAY_SAMPLES] as number, 5);
    }
  });

  test.each([1, 2, 8])('holds the ceiling at %f times full scale', (level) => {
    const out = limit(tone(48_000, level));
    expect(Math.max(...out.map(Math.abs))).toBeLessThanOrEqual(CEILING + 1e-4);
    expect(Math.max(...out.subarray(24_000).map(Math.abs))).toBeGreaterThan(CEILING * 0.9);
  });

  test('is down before a sudden peak comes, without a click', () => {
    const audio = tone(9_600, 0.5);
    for (let i = 4_800; i < 4_900; i += 1) audio[i] = 4;
    const out = limit(audio);
    expect(Math.max(...out.map(Math.abs))).toBeLessThanOrEqual(CEILING + 1e-4);
    for (let i = 4_800; i < 4_800 + LIMITER_DELAY_SAMPLES - 1; i += 1) {
      expect(Math.abs((out[i] as number) - (out[i - 1] as number))).toBeLessThan(0.05);
    }
  });

  test('lets go slowly', () => {
    const audio = tone(96_000, 0.8);
    for (let i = 0; i < 4_800; i += 1) audio[i] = (audio[i] as number) * 4;
    const out = limit(audio);
    const level = (at: number) => Math.max(...out.subarray(at, at + 480).map(Math.abs));
    expect(level(6_000)).toBeLessThan(0.6);
    expect(level(40_000)).toBeGreaterThan(0.78);
  });
});

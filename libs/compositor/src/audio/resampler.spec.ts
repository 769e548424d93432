import { expect, test } from '@jest/globals';
import { PcmRing } from './pcm-ring.js';
import { resample } from './resampler.js';

function ringOf(frequency: number): PcmRing {
  const ring = new PcmRing(8_192);
  ring.restart(0);
  const tone = Float32Array.from({ length: 8_000 }, (_, i) =>
    Math.sin((2 * Math.PI * frequency * i) / 48_000),
  );
  ring.append(tone, tone, tone.length);
  return ring;
}

test('whole positions at one to one are the samples themselves', () => {
  const ring = ringOf(1_000);
  const left = new Float32Array(1_000);
  expect(resample(ring, 100, 1, left, new Float32Array(1_000), 1_000)).toBe(1_100);
  for (let i = 0; i < 1_000; i += 1) expect(left[i]).toBeCloseTo(ring.left[100 + i] as number, 5);
});

test.each([
  [200, -78],
  [1_000, -75],
  [4_000, -62],
  [10_000, -52],
])('%i Hz between samples is right to %i dB', (frequency, limitDb) => {
  const ring = ringOf(frequency);
  const left = new Float32Array(4_000);
  resample(ring, 100.25, 1.0002, left, new Float32Array(4_000), 4_000);
  let error = 0;
  for (let i = 0; i < 4_000; i += 1) {
    const at = 100.25 + i * 1.0002;
    error += ((left[i] as number) - Math.sin((2 * Math.PI * frequency * at) / 48_000)) ** 2;
  }
  expect(10 * Math.log10(error / 4_000 / 0.5)).toBeLessThan(limitDb);
});

import { expect, test } from '@jest/globals';
import { PcmRing } from './pcm-ring.js';
import { resample } from './resampler.js';

const CAPACITY = 64;
const noise = (seed: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(seed + i * i));

test('is mono until its channels differ, and again once that has left it', () => {
  const ring = new PcmRing(CAPACITY);
  ring.restart(0);
  const [one, other] = [noise(1, 16), noise(2, 16)];
  ring.append(one, one.slice(), 16);
  expect(ring.isMono).toBe(true);
  ring.append(one, other, 16);
  expect(ring.isMono).toBe(false);
  ring.append(one, one, 16);
  ring.append(one, one, 16);
  ring.append(one, one, 16);
  expect(ring.isMono).toBe(false);
  ring.append(one, one, 16);
  expect(ring.isMono).toBe(true);
  ring.append(one, other, 16);
  ring.restart(1_000);
  expect(ring.isMono).toBe(true);
});

test('each channel is resampled from its own samples, over the end of the memory too', () => {
  const [left, right] = [noise(3, 100), noise(4, 100)];
  const [stereo, other, both] = [new PcmRing(CAPACITY), new PcmRing(CAPACITY), new PcmRing(CAPACITY)];
  for (const ring of [stereo, other, both]) ring.restart(0);
  stereo.append(left, right, 100);
  other.append(right, right, 100);
  both.append(left, left, 100);
  const render = (ring: PcmRing) => {
    const out = [new Float32Array(30), new Float32Array(30)] as const;
    resample(ring, 52.3, 1.001, ...out, 30);
    return out;
  };
  expect(render(stereo)).toEqual([render(both)[0], render(other)[1]]);
  expect(render(both)[1]).toEqual(render(both)[0]);
});

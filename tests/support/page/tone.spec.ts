import { describe, expect, test } from '@jest/globals';
import { BeepFinder, rms, toneAmplitude } from './tone.js';

const SAMPLE_RATE_HZ = 48_000;

function sine(hz: number, amplitude: number, samples: number): Float32Array {
  return Float32Array.from(
    { length: samples },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hz * index) / SAMPLE_RATE_HZ),
  );
}

describe('toneAmplitude', () => {
  test('finds its own frequency and little of others', () => {
    const samples = sine(440, 0.5, 4_800);
    expect(toneAmplitude(samples, 440, SAMPLE_RATE_HZ)).toBeCloseTo(0.5, 2);
    expect(toneAmplitude(samples, 660, SAMPLE_RATE_HZ)).toBeLessThan(0.01);
  });

  test('silence has no tone and no power', () => {
    const silence = new Float32Array(4_800);
    expect(toneAmplitude(silence, 440, SAMPLE_RATE_HZ)).toBe(0);
    expect(rms(silence)).toBe(0);
  });
});

/** Three beeps of 100 ms at 1.00, 2.00 and 3.00 s, fed in blocks of any size. */
function beepsIn(blockSamples: number, noise = 0): number[] {
  const samples = new Float32Array(SAMPLE_RATE_HZ * 4);
  for (const second of [1, 2, 3]) samples.set(sine(2_000, 0.4, 4_800), second * SAMPLE_RATE_HZ);
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = (samples[index] ?? 0) + noise * Math.sin(index * index * 0.37);
  const finder = new BeepFinder({ hz: 2_000, sampleRateHz: SAMPLE_RATE_HZ, threshold: 0.15 });
  const onsets: number[] = [];
  for (let at = 0; at < samples.length; at += blockSamples)
    onsets.push(...finder.push(samples.subarray(at, at + blockSamples), (at / SAMPLE_RATE_HZ) * 1000));
  return onsets;
}

describe('BeepFinder', () => {
  test.each([128, 480, 1_024, 48_000])('finds each beep once to 5 ms in blocks of %i', (blockSamples) => {
    const onsets = beepsIn(blockSamples);
    expect(onsets).toHaveLength(3);
    onsets.forEach((onset, index) => {
      expect(Math.abs(onset - (index + 1) * 1_000)).toBeLessThan(5);
    });
  });

  test('noise adds no beep', () => {
    expect(beepsIn(480, 0.1)).toHaveLength(3);
  });
});

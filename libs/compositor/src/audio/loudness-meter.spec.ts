import { describe, expect, test } from '@jest/globals';
import { LoudnessMeter, SILENCE_LUFS } from './loudness-meter.js';

const RATE = 48_000;
// A test's global objects are slow to reach, and there are millions of samples.
const { sin, PI } = Math;

/** A stereo sine of 1 kHz, as EBU Tech 3341 asks for: `peakDb` is its level against full scale. */
function tone(seconds: number, peakDb: number): Float32Array {
  const level = 10 ** (peakDb / 20);
  return Float32Array.from({ length: seconds * RATE }, (_, i) => level * sin((2 * PI * 1_000 * i) / RATE));
}

function measure(pieces: readonly Float32Array[]): LoudnessMeter {
  const meter = new LoudnessMeter();
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += 1_600) {
      const part = piece.subarray(at, at + 1_600);
      meter.push(part, part, part.length);
    }
  return meter;
}

describe('by EBU Tech 3341', () => {
  test.each([
    ['case 1', -23],
    ['case 2', -33],
  ])('%s: a stereo tone of %f dBFS is as many LUFS, within 0.1', (_name, level) => {
    const { momentary, shortTerm, integrated } = measure([tone(20, level)]).read();
    for (const lufs of [momentary, shortTerm, integrated ?? 0])
      expect(Math.abs(lufs - level)).toBeLessThan(0.1);
  });

  test('case 3: what is 13 LU quieter before and after does not count', () => {
    const { integrated } = measure([tone(10, -36), tone(60, -23), tone(10, -36)]).read();
    expect(Math.abs((integrated ?? 0) + 23)).toBeLessThan(0.1);
  });

  test('case 4: nor does what is below the absolute gate', () => {
    const pieces = [tone(10, -72), tone(10, -36), tone(60, -23), tone(10, -36), tone(10, -72)];
    expect(Math.abs((measure(pieces).read().integrated ?? 0) + 23)).toBeLessThan(0.1);
  });

  test('case 5: steps of 20 s, 20.1 s and 20 s', () => {
    const { integrated } = measure([tone(20, -26), tone(20.1, -20), tone(20, -26)]).read();
    expect(Math.abs((integrated ?? 0) + 23)).toBeLessThan(0.1);
  });
});

test('silence has no integrated loudness', () => {
  const read = measure([new Float32Array(RATE)]).read();
  expect(read).toEqual({
    momentary: SILENCE_LUFS,
    shortTerm: SILENCE_LUFS,
    integrated: undefined,
    peakDb: SILENCE_LUFS,
  });
});

test('the peak is that of the last three seconds', () => {
  expect(measure([tone(2, -3)]).read().peakDb).toBeCloseTo(-3, 1);
  expect(measure([tone(2, -3), tone(4, -20)]).read().peakDb).toBeCloseTo(-20, 1);
});

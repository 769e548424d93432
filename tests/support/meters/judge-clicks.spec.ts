import { expect, test } from '@jest/globals';
import { loudestClickDbfs } from './judge-clicks.js';

const RATE = 48_000;
const BEEP_HZ = 2_500;
const options = { sampleRateHz: RATE, beepHz: BEEP_HZ };

/** The host's tone, a beep of 100 ms at each half second, and what `change` makes of a sample. */
function tone(change: (sample: number, at: number) => number = (sample) => sample): Float32Array {
  return Float32Array.from({ length: RATE }, (_, at) => {
    const seconds = at / RATE;
    const inBeep = (seconds + 0.25) % 0.5;
    const ramp = Math.max(0, Math.min(1, inBeep / 0.001, (0.1 - inBeep) / 0.001));
    const beep = 0.4 * ramp * Math.sin(2 * Math.PI * BEEP_HZ * seconds);
    return change(0.1 * Math.sin(2 * Math.PI * 440 * seconds) + beep, at);
  });
}

/** Off the zeros of the tone, so that a break breaks something. */
const MIDDLE = Math.round(0.6 * RATE) + 27;

test('tones and beeps are no clicks', () => {
  expect(loudestClickDbfs(tone(), options)).toBeLessThan(-60);
});

test.each([
  ['a single sample', (sample: number, at: number) => (at === MIDDLE ? sample + 0.05 : sample)],
  [
    'a few missing milliseconds',
    (sample: number, at: number) => (at > MIDDLE && at < MIDDLE + 200 ? 0 : sample),
  ],
  ['a jump of the phase', (sample: number, at: number) => (at > MIDDLE ? -sample : sample)],
])('%s is a click above -40 dBFS', (_what, change) => {
  expect(loudestClickDbfs(tone(change), options)).toBeGreaterThan(-40);
});

test('a tone that fades over 20 ms is none', () => {
  const fading = tone((sample, at) => sample * Math.max(0, Math.min(1, 1 - (at - MIDDLE) / (0.02 * RATE))));
  expect(loudestClickDbfs(fading, options)).toBeLessThan(-50);
});

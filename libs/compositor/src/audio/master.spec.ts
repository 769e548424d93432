import { describe, expect, test } from '@jest/globals';
import { TARGET_LUFS } from './leveller.js';
import { Master } from './master.js';

const RATE = 48_000;
const TICK = 1_600;
// A test's global objects are slow to reach, and there are millions of samples.
const { sin, exp, abs, max, PI } = Math;

const peak = (audio: Float32Array): number => audio.reduce((highest, sample) => max(highest, abs(sample)), 0);

/** Syllables of 150 ms, four a second, at this level: as near to speech as a formula gets. */
const syllable = (i: number): number => exp(-((((i / RATE) % 0.25) - 0.08) ** 2) / 0.003);
const speech = (seconds: number, level: number): Float32Array =>
  Float32Array.from(
    { length: seconds * RATE },
    (_, i) => level * syllable(i) * (sin((2 * PI * 220 * i) / RATE) + 0.5 * sin((2 * PI * 1_760 * i) / RATE)),
  );

function play(master: Master, audio: Float32Array): Float32Array {
  const left = audio.slice();
  const right = audio.slice();
  for (let at = 0; at + TICK <= audio.length; at += TICK)
    master.process(left.subarray(at, at + TICK), right.subarray(at, at + TICK), TICK, 1_000 / 30);
  return left;
}

const levelled = (): Master => {
  const master = new Master();
  master.setLevelling(true);
  return master;
};

describe('levelling', () => {
  test.each([0.06, 0.2, 0.9])('brings speech of level %f to -16 LUFS, within a unit', (level) => {
    const master = levelled();
    play(master, speech(20, level));
    expect(abs(master.loudness.shortTerm - TARGET_LUFS)).toBeLessThan(1);
  });

  test('raises no room noise while nobody speaks', () => {
    const master = levelled();
    play(master, speech(12, 0.08));
    const { gainDb } = master.loudness;
    const noise = Float32Array.from({ length: 20 * RATE }, (_, i) => 0.001 * sin(i * 12.9898 + (i % 7)));
    play(master, noise);
    expect(master.loudness.gainDb).toBeLessThanOrEqual(gainDb + 2);
    expect(master.loudness.momentary).toBeLessThan(-45);
  });

  test('stays below the limiter when a quiet speaker begins to shout', () => {
    const master = levelled();
    play(master, speech(15, 0.05));
    const shout = play(master, speech(8, 1));
    expect(peak(shout)).toBeLessThanOrEqual(0.891);
    expect(master.loudness.momentary).toBeLessThan(TARGET_LUFS + 3);
  });

  test('leaves a click nowhere', () => {
    const tone = Float32Array.from({ length: 12 * RATE }, (_, i) => 0.05 * sin((2 * PI * 220 * i) / RATE));
    const out = play(levelled(), tone);
    let worst = 0;
    for (let i = 300; i < out.length; i += 1)
      worst = max(worst, abs((out[i] as number) - 2 * (out[i - 1] as number) + (out[i - 2] as number)));
    const bend = 0.5 * ((2 * PI * 220) / RATE) ** 2;
    expect(worst).toBeLessThan(bend * 1.5);
  });
});

test('without levelling the mix is what its sources are', () => {
  const audio = speech(2, 0.4);
  const out = play(new Master(), audio);
  expect(out[30_240]).toBeCloseTo(audio[30_000] as number, 5);
});

test('switched off, the gain returns without a jump', () => {
  const master = levelled();
  play(master, speech(10, 0.05));
  expect(master.loudness.gainDb).toBeGreaterThan(5);
  master.setLevelling(false);
  play(master, speech(3, 0.05));
  expect(master.loudness.gainDb).toBe(0);
});

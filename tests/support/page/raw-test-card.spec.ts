import { expect, test } from '@jest/globals';
import { readClock } from './bar-code.js';
import { RawTestCard, rawTestAudio } from './raw-test-card.js';
import { BeepFinder, toneAmplitude } from './tone.js';

const SIZE = { width: 640, height: 360 };

test('the clock is read from the luma plane, whatever was drawn before', () => {
  const card = new RawTestCard({
    ...SIZE,
    ground: [96, 32, 128],
    beatMs: 1_000,
    flashMs: 100,
    matrix: 'bt709',
  });
  for (const wallMs of [1_790_000_000_050, 1_790_000_000_083, 1_790_000_000_783]) {
    const frame = card.at(wallMs);
    const luma = (x: number, y: number) =>
      frame[Math.floor(y * SIZE.height) * SIZE.width + Math.floor(x * SIZE.width)] ?? 0;
    expect(readClock(luma)).toBe(wallMs % 2 ** 24);
    expect(luma(0.5, 0.77)).toBe(wallMs % 1_000 < 100 ? 235 : 16);
  }
});

test('grey has no colour and the ground has its own', () => {
  const card = new RawTestCard({
    ...SIZE,
    ground: [255, 0, 0],
    beatMs: 1_000,
    flashMs: 100,
    matrix: 'bt709',
  });
  const frame = card.at(0);
  const chroma = (x: number, y: number, plane: number) =>
    frame[SIZE.width * SIZE.height * plane + Math.floor(y * 180) * 320 + Math.floor(x * 320)] ?? 0;
  expect([chroma(0.86, 0.2, 1), chroma(0.86, 0.2, 1.25)]).toEqual([128, 128]);
  expect(chroma(0.8, 0.77, 1.25)).toBeGreaterThan(230);
});

test('blocks of audio fit together, hum and beep', () => {
  const options = { toneHz: 440, beepHz: 2_500, beatMs: 1_000, beepMs: 100 };
  const finder = new BeepFinder({ hz: 2_500, sampleRateHz: 48_000, threshold: 0.15 });
  const onsets: number[] = [];
  for (let ms = 500; ms < 3_500; ms += 20) {
    const block = rawTestAudio(ms, 960, options);
    if (ms === 500) expect(toneAmplitude(block, 440, 48_000)).toBeGreaterThan(0.08);
    onsets.push(...finder.push(block, ms));
  }
  expect(onsets.map((onset) => Math.round(onset / 10) * 10)).toEqual([1_000, 2_000, 3_000]);
});

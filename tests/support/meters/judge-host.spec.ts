import { expect, test } from '@jest/globals';
import { PATCHES, type Rgb } from '../page/test-card.js';
import { hearsTone, wrongColours } from './judge-host.js';
import type { AudioReading } from './page-meters.js';

const GROUND: Rgb = [96, 32, 128];
const TONES_HZ = [440, 1_000];

const cardOf = (patches: Record<string, Rgb>, ground = GROUND) => ({
  ...{ ground, flash: false, meanLuma: 100 },
  patches: { ...Object.fromEntries(PATCHES.map(({ name, colour }) => [name, colour])), ...patches },
});
const heard = (count: number, ...tones: number[]): AudioReading[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ wallMs: index * 100, rms: 0.1, tones, beepsWallMs: [] },
  }));

test('the colours of the camera are right, a little beside them too', () => {
  expect(wrongColours(cardOf({}), GROUND)).toEqual([]);
  expect(wrongColours(cardOf({ red: [200, 60, 60] }), GROUND)).toEqual([]);
});

test('another patch, another ground and a card that is not read are wrong', () => {
  expect(wrongColours(cardOf({ red: [40, 70, 220] }), GROUND)).toEqual(['red: 40 70 220']);
  expect(wrongColours(cardOf({}, [16, 128, 72]), GROUND)).toEqual(['ground: 16 128 72']);
  expect(wrongColours(undefined, GROUND)).toHaveLength(PATCHES.length + 1);
});

test('the tone of the host is heard alone, for two seconds', () => {
  expect(hearsTone(heard(30, 0.1, 0), TONES_HZ, 0)).toBe(true);
  expect(hearsTone(heard(10, 0.1, 0), TONES_HZ, 0)).toBe(false);
  expect(hearsTone(heard(30, 0, 0), TONES_HZ, 0)).toBe(false);
  expect(hearsTone(heard(30, 0, 0.1), TONES_HZ, 0)).toBe(false);
  expect(hearsTone(heard(30, 0.1, 0.1), TONES_HZ, 0)).toBe(false);
  expect(hearsTone([...heard(30, 0.1, 0), ...heard(15, 0, 0)], TONES_HZ, 0)).toBe(false);
});

/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { addWorkTexts, startLocale } from '../i18n/locale.js';
import { currentText } from '../i18n/use-text.js';
import { qualityWords } from './quality-words.js';

type All = Parameters<typeof qualityWords>[0];

const all: All = {
  viewings: 100,
  startMs: { median: 780, p95: 2_140 },
  latencyMs: { median: 900, p95: 1_800 },
  stallMs: null,
  kbps: null,
  stalls: 0,
  errors: 0,
  playedSeconds: 6_000,
  stalledShare: 0,
};

beforeAll(async () => {
  await startLocale();
  await addWorkTexts();
});

test('a good show in two sentences and one more', () => {
  expect(qualityWords(all, [], currentText())).toEqual([
    'Half of the viewers saw video within 0.8 s, nearly all within 2.1 s.',
    'Half of them watch less than 0.9 s behind live, nearly all less than 1.8 s.',
    'Playback never stopped.',
  ]);
});

test('a bad one says how much, who waits most, and what players reported', () => {
  const bad: All = { ...all, startMs: null, latencyMs: null, stalls: 42, errors: 1, stalledShare: 0.031 };
  const browsers = [
    { ...bad, name: 'chrome', stalledShare: 0.01 },
    { ...bad, name: 'firefox', stalledShare: 0.2 },
  ];
  expect(qualityWords(bad, browsers, currentText())).toEqual([
    'Playback stopped 42 times: viewers waited 3.1% of the time.',
    'Viewers with Firefox wait most: 20% of the time.',
    'Players reported one error.',
  ]);
});

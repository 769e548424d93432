import { expect, test } from '@jest/globals';
import { isSyncSample, parseTrackInit, readFragment } from '#media';
import {
  type EncoderRun,
  feedAll,
  openAll,
  openPackager,
  playlistOf,
} from '../../../tests/support/packager/encoder-runs.js';

test('a rung that stays away is declared missing and stays in step', () => {
  const { packager } = openPackager();
  const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
  feedAll([v720, v360, audio], 0.5, 8);
  v360.close();
  feedAll([v720, audio], 8.5, 16);
  const ahead = packager.renditions.get('v720')?.edge.msn ?? 0;
  const behind = packager.renditions.get('v360')?.edge.msn ?? 0;
  expect(ahead - behind).toBeLessThanOrEqual(1);
  expect(playlistOf(packager, 'v360').segments.at(-1)?.gap).toBe(true);
});

test('a rung that was starved and catches up goes on where a segment begins, with a key frame', () => {
  const { packager } = openPackager();
  const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
  feedAll([v720, v360, audio], 0.5, 8);
  feedAll([v720, audio], 8.5, 17);
  feedAll([v720, v360, audio], 17.5, 24);
  const { segments } = playlistOf(packager, 'v360');
  expect(segments.some((segment) => segment.gap)).toBe(true);
  expect(segments.at(-1)?.gap).toBe(false);
  for (const segment of segments) {
    const first = segment.parts.find((part) => !part.gap);
    if (first) expect(first.independent).toBe(true);
  }
  const whole = segments
    .filter((segment) => !segment.gap)
    .map((segment) => packager.media('v360', segment.uri) as Buffer);
  const init = parseTrackInit(packager.media('v360', segments[0]?.mapUri ?? '') as Buffer);
  for (const bytes of whole)
    expect(isSyncSample(readFragment(bytes, init.defaults)[0] ?? { flags: -1 })).toBe(true);
});

test('a rung that was starved and stays seconds behind is published again: what comes is waited for', () => {
  const { packager, gaps } = openPackager();
  const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
  feedAll([v720, v360, audio], 0.5, 8);
  feedAll([v720, audio], 8.5, 16);
  const missing = gaps.length;
  expect(missing).toBeGreaterThan(0);
  for (let seconds = 16.5; seconds <= 30; seconds += 0.5) {
    feedAll([v720, audio], seconds, seconds);
    v360.feedTo(seconds - 4);
  }
  const { segments } = playlistOf(packager, 'v360');
  // Frames of the segment that had begun when it was there again are of no use, and those of no later one are lost.
  expect(segments.filter(({ gap }) => gap).length).toBeLessThanOrEqual(1);
  expect(segments.at(-1)?.parts.map(({ gap }) => gap)).toEqual([false, false, false, false]);
  expect(packager.renditions.get('v360')?.edge.msn).toBeGreaterThan(13);
});

test('an encoder that was late and writes nothing more is waited for as long as players wait', () => {
  const { packager } = openPackager();
  const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
  feedAll([v720, v360, audio], 0.5, 8);
  feedAll([v720, audio], 8.5, 16);
  v360.feedTo(12.5);
  feedAll([v720, audio], 16.5, 30);
  const ahead = packager.renditions.get('v720')?.edge.msn ?? 0;
  expect(ahead - (packager.renditions.get('v360')?.edge.msn ?? 0)).toBeLessThanOrEqual(4);
});

import { expect, test } from '@jest/globals';
import { betweenFrames } from './between-frames.js';

const frame = (nowMs: number, mediaMs: number) => ({ nowMs, mediaMs });

test('between two frames of a video that plays, its time runs with the page’s', () => {
  expect(betweenFrames(1_030, frame(1_000, 500), frame(1_040, 540))).toEqual({
    mediaMs: 530,
    isFluent: true,
  });
});

test('frames that are seldom are enough where the video went on, also a little faster', () => {
  const found = betweenFrames(1_300, frame(1_000, 500), frame(1_400, 940));
  expect(found.isFluent).toBe(true);
  expect(found.mediaMs).toBeCloseTo(830);
});

test.each([
  ['a stall between them', frame(1_000, 500), frame(1_300, 540)],
  ['a jump between them', frame(1_000, 500), frame(1_040, 5_000)],
  ['frames too far apart', frame(1_000, 500), frame(1_600, 1_100)],
  ['no frame after it', frame(1_000, 500), undefined],
])('says nothing certain with %s', (_what, before, after) =>
  expect(betweenFrames(1_020, before, after).isFluent).toBe(false),
);

import { describe, expect, test } from '@jest/globals';
import { blackouts, freezes, latenciesMs } from './judge-video.js';
import type { VideoReading } from './page-meters.js';

const START = 1_790_000_000_000;

function reading(atMs: number, delayMs: number | undefined, meanLuma = 100): VideoReading {
  const clock = delayMs === undefined ? {} : { clock: (START + atMs - delayMs) % 2 ** 24 };
  return {
    wallMs: START + atMs,
    mediaTimeMs: atMs,
    presentedFrames: atMs / 40,
    width: 1_280,
    height: 720,
    tiles: [{ ...clock, ground: [0, 0, 0], patches: {}, flash: false, meanLuma }],
  };
}

const running = (fromMs: number, toMs: number) =>
  Array.from({ length: (toMs - fromMs) / 40 }, (_, index) => reading(fromMs + index * 40, 200));

test('latency is the age of the clock; unreadable frames are left out', () => {
  expect(latenciesMs([reading(0, 50), reading(40, undefined), reading(80, 2_000)])).toEqual([50, 2_000]);
});

describe('freezes', () => {
  test('a running video has none', () => {
    expect(freezes(running(0, 2_000), 100, START + 2_000)).toEqual([]);
  });

  test('frames that go on without a new moment are a freeze', () => {
    const frozen = Array.from({ length: 20 }, (_, index) => reading(1_000 + index * 40, 240 + index * 40));
    expect(freezes([...running(0, 1_000), ...frozen, ...running(1_800, 2_800)], 100, START + 2_800)).toEqual([
      { fromWallMs: START + 960, lengthMs: 840 },
    ]);
  });

  test('no frames at all are a freeze that lasts until the end', () => {
    expect(freezes(running(0, 1_000), 100, START + 4_000)).toEqual([
      { fromWallMs: START + 960, lengthMs: 3_040 },
    ]);
  });
});

test('black is found with its beginning and its length', () => {
  const black = [reading(1_000, undefined, 2), reading(1_040, undefined, 3)];
  expect(blackouts([...running(0, 1_000), ...black, ...running(1_080, 1_200)], START + 1_200)).toEqual([
    { fromWallMs: START + 1_000, lengthMs: 80 },
  ]);
});

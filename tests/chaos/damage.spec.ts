import { describe, expect, test } from '@jest/globals';
import type { AudioReading, VideoReading } from '../support/meters/page-meters.js';
import { damageOf } from './damage.js';

const STRUCK = 1_790_000_000_000;
const LATENCY_MS = 1_000;
const END = STRUCK + 10_000;

interface Stretch {
  fromMs: number;
  toMs: number;
}

const isIn = (ms: number, stretch: Stretch | undefined) =>
  stretch !== undefined && ms >= stretch.fromMs && ms < stretch.toMs;

/** A viewer from 4 s before the fault to 10 s after it; times are relative to the fault. */
function watched(harm: { stalled?: Stretch; hidden?: Stretch; silent?: Stretch }) {
  const video: VideoReading[] = [];
  const audio: AudioReading[] = [];
  for (let ms = -4_000; ms < 10_000; ms += 40) {
    if (isIn(ms, harm.stalled)) continue;
    const clock = isIn(ms, harm.hidden) ? {} : { clock: (STRUCK + ms - LATENCY_MS) % 2 ** 24 };
    const card = { ...clock, ground: [0, 0, 0] as const, patches: {}, flash: false, meanLuma: 90 };
    video.push({
      wallMs: STRUCK + ms,
      mediaTimeMs: ms,
      presentedFrames: 0,
      width: 1_280,
      height: 720,
      tiles: [card],
    });
  }
  for (let ms = -4_000; ms < 10_000; ms += 100)
    audio.push({
      wallMs: STRUCK + ms,
      rms: 0,
      tones: [isIn(ms, harm.silent) ? 0 : 0.1],
      beepsWallMs: [],
    });
  return damageOf(video, audio, STRUCK, END);
}

describe('what a viewer lost', () => {
  test('nothing, when nothing was lost', () => {
    expect(watched({})).toEqual({
      stalledMs: 0,
      longestStallMs: 40,
      hiddenMs: 0,
      silentMs: 0,
      longestSilenceMs: 100,
      backAfterMs: 0,
      latencyBeforeMs: LATENCY_MS,
      latencyAfterMs: LATENCY_MS,
      isBack: true,
    });
  });

  test('all of it, when nothing was seen or heard any more', () => {
    const gone = damageOf([], [], STRUCK, END);
    expect(gone.isBack).toBe(false);
    expect([gone.stalledMs, gone.silentMs].every((ms) => ms >= END - STRUCK)).toBe(true);
  });

  test('a stall is not taken for a placeholder', () => {
    const stalled = watched({ stalled: { fromMs: 1_000, toMs: 3_000 } });
    expect(stalled.stalledMs).toBe(2_040);
    expect(stalled.hiddenMs).toBe(0);
    const hidden = watched({ hidden: { fromMs: 1_000, toMs: 3_000 } });
    expect(hidden).toMatchObject({ stalledMs: 0, hiddenMs: 2_040, isBack: true });
  });

  test('whole again means video and audio', () => {
    const damage = watched({ hidden: { fromMs: 0, toMs: 1_000 }, silent: { fromMs: 500, toMs: 4_000 } });
    expect(damage.silentMs).toBe(3_600);
    expect(damage.backAfterMs).toBe(4_000);
  });

  test('the longest stretch is reported, not only the sum', () => {
    const twice = watched({ stalled: { fromMs: 1_000, toMs: 1_200 }, silent: { fromMs: 500, toMs: 1_400 } });
    expect(twice).toMatchObject({ stalledMs: 0, longestStallMs: 240, longestSilenceMs: 1_000 });
  });

  test('harm that lasts to the end is not healed', () => {
    expect(watched({ stalled: { fromMs: 2_000, toMs: 20_000 } }).isBack).toBe(false);
    expect(watched({ silent: { fromMs: 2_000, toMs: 20_000 } }).isBack).toBe(false);
  });
});

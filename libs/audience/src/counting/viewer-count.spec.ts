import { describe, expect, test } from '@jest/globals';
import { SILENCE_MS, ViewerCount } from './viewer-count.js';

const STEP_MS = 2_000;

describe('viewers', () => {
  test('of two tabs are one, and their time is counted once', () => {
    const count = new ViewerCount();
    for (let at = 0; at <= 60_000; at += 10_000) {
      count.beat({ viewer: 'device', playedMs: 10_000, isPlaying: true }, at);
      count.beat({ viewer: 'device', playedMs: 10_000, isPlaying: true }, at + 5_000);
    }
    expect(count.current).toBe(1);
    const [watched] = count.collect(65_000);
    // The first beat speaks of the 10 s before it.
    expect(watched?.watchMs).toBe(75_000);
  });

  test('who fall silent are gone, who say goodbye at once', () => {
    const count = new ViewerCount();
    count.beat({ viewer: 'silent', playedMs: 0, isPlaying: true }, 0);
    count.beat({ viewer: 'leaver', playedMs: 0, isPlaying: true }, 0);
    count.beat({ viewer: 'leaver', playedMs: 1_000, isPlaying: false }, 1_000);
    expect(count.collect(1_000).map((watched) => watched.viewer)).toEqual(['leaver']);
    expect(count.current).toBe(1);
    count.collect(SILENCE_MS + 1);
    expect([count.current, count.peak]).toEqual([0, 2]);
  });

  test('who claim a year of playing get the time that passed', () => {
    const count = new ViewerCount();
    count.beat({ viewer: 'liar', playedMs: 1e12, isPlaying: true }, 0);
    count.beat({ viewer: 'liar', playedMs: 1e12, isPlaying: true }, 10_000);
    expect(count.collect(10_000)[0]?.watchMs).toBe(SILENCE_MS + 10_000);
  });

  test('who send no heartbeats are shown as unknown, never as counted', () => {
    const count = new ViewerCount();
    count.beat({ viewer: 'a', playedMs: 0, isPlaying: true, reader: 'home' }, 0);
    count.setReaders(['home', 'bot', 'mirror'], 1_000);
    expect([count.current, count.unknown]).toEqual([1, 2]);
    // A player behind an edge explains nobody who reads here.
    count.beat({ viewer: 'b', playedMs: 0, isPlaying: true, reader: 'elsewhere' }, 2_000);
    count.setReaders(['home', 'bot'], 2_000);
    expect([count.current, count.unknown]).toEqual([2, 1]);
    // One whose heartbeats stopped while it reads on is unknown again.
    count.setReaders(['home'], 40_000);
    expect(count.unknown).toBe(1);
  });

  test('5,000 with jitter, churn and lost beats are right within 2 %', () => {
    const count = new ViewerCount();
    const random = seeded(7);
    const viewers = Array.from({ length: 5_000 }, (_, index) => ({
      id: `v${index}`,
      joinsAtMs: random() * 60_000,
      leavesAtMs: 120_000 + random() * 1_200_000,
      offsetMs: random() * 10_000,
    }));
    let watchedMs = 0;
    const errors: number[] = [];
    for (let now = 0; now < 400_000; now += STEP_MS) {
      for (const viewer of viewers) {
        const isHere = now >= viewer.joinsAtMs && now < viewer.leavesAtMs;
        const isBeat =
          Math.floor((now - viewer.offsetMs) / 10_000) !==
          Math.floor((now - STEP_MS - viewer.offsetMs) / 10_000);
        if (isHere && isBeat && random() > 0.02)
          count.beat({ viewer: viewer.id, playedMs: 10_000, isPlaying: true }, now);
        const justLeft = now >= viewer.leavesAtMs && now - STEP_MS < viewer.leavesAtMs;
        if (justLeft && random() > 0.1) count.beat({ viewer: viewer.id, playedMs: 0, isPlaying: false }, now);
      }
      watchedMs += count.collect(now).reduce((sum, watched) => sum + watched.watchMs, 0);
      const truth = viewers.filter(
        ({ joinsAtMs, leavesAtMs }) => now >= joinsAtMs && now < leavesAtMs,
      ).length;
      if (now > 90_000 && truth > 500) errors.push(Math.abs(count.current - truth) / truth);
    }
    expect(Math.max(...errors)).toBeLessThan(0.02);
    const truthMs = viewers.reduce(
      (sum, { joinsAtMs, leavesAtMs }) => sum + Math.min(leavesAtMs, 400_000) - joinsAtMs,
      0,
    );
    expect(Math.abs(watchedMs - truthMs) / truthMs).toBeLessThan(0.05);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

import { describe, expect, test } from '@jest/globals';
import { type Direction, isWorthTelling, judgeLink } from './link-quality.js';

const fine: Direction = { streamScore: 10, lossPercent: 0, rttMs: 20 };

describe('connection quality', () => {
  test('a good line both ways is good', () => {
    expect(judgeLink({ isConnected: true, up: fine, down: fine })).toEqual({
      grade: 'good',
      score: 10,
      up: 10,
      down: 10,
      rttMs: 20,
      lossPercent: 0,
    });
  });

  test('the worse direction counts', () => {
    const quality = judgeLink({ isConnected: true, up: { ...fine, lossPercent: 10 }, down: fine });
    expect(quality).toMatchObject({ grade: 'fair', up: 4, down: 10, lossPercent: 10 });
  });

  test('loss that is repaired is still said: a perfect stream over a bad line is not good', () => {
    expect(judgeLink({ isConnected: true, up: { ...fine, lossPercent: 15 }, down: null }).grade).toBe('poor');
  });

  test('nothing that should flow is lost; nothing that need flow is unknown', () => {
    expect(judgeLink({ isConnected: true, up: { ...fine, streamScore: 0 }, down: null }).grade).toBe('lost');
    expect(judgeLink({ isConnected: true, up: null, down: null }).grade).toBe('unknown');
    expect(judgeLink({ isConnected: false, up: fine, down: fine }).grade).toBe('lost');
  });

  test('more loss or more delay never makes it better', () => {
    const scores = (of: (value: number) => Partial<Direction>, values: readonly number[]) =>
      values.map(
        (value) => judgeLink({ isConnected: true, up: { ...fine, ...of(value) }, down: null }).score,
      );
    const byLoss = scores((lossPercent) => ({ lossPercent }), [0, 1, 2, 4, 8, 16, 32, 64]);
    const byRtt = scores((rttMs) => ({ rttMs }), [0, 100, 200, 400, 800, 1_600]);
    for (const each of [byLoss, byRtt]) expect(each).toEqual([...each].sort((a, b) => b - a));
  });

  test('a flicker is not told, a change is', () => {
    const before = judgeLink({ isConnected: true, up: fine, down: fine });
    expect(isWorthTelling(before, { ...before, rttMs: 25 })).toBe(false);
    expect(isWorthTelling(before, judgeLink({ isConnected: false, up: null, down: null }))).toBe(true);
  });
});

import { describe, expect, test } from '@jest/globals';
import { MomentLog } from './moment-log.js';

const logOf = (...moments: number[]) => {
  const log = new MomentLog<readonly number[]>([]);
  for (const atMs of moments) log.add(saying(atMs));
  return log;
};
const saying = (atMs: number, what = atMs) => ({ atMs, apply: (said: readonly number[]) => [...said, what] });

describe('a log of moments', () => {
  test('shows what was said up to the playhead', () => {
    const log = logOf(10, 20, 30);
    expect(log.at(25)).toEqual([10, 20]);
    expect(log.nextMs).toBe(30);
    expect(log.at(30)).toEqual([10, 20, 30]);
    expect(log.nextMs).toBeUndefined();
  });

  test('is the same value while nothing was reached', () => {
    const log = logOf(10, 20);
    expect(log.at(12)).toBe(log.at(19));
  });

  test('goes back with a viewer who goes back, and forward again', () => {
    const log = logOf(10, 20, 30);
    log.at(30);
    expect(log.at(15)).toEqual([10]);
    expect(log.at(null)).toEqual([10, 20, 30]);
  });

  test('keeps the order of moments, whatever the order of arrival', () => {
    expect(logOf(30, 10, 20).at(null)).toEqual([10, 20, 30]);
  });

  test('what comes after its moment is shown at once', () => {
    const log = logOf(10, 30);
    log.at(25);
    log.add(saying(20));
    expect(log.at(25)).toEqual([10, 20]);
    expect(log.at(30)).toEqual([10, 20, 30]);
  });

  test('a revision holds at every moment', () => {
    const log = logOf(10, 20, 30);
    log.at(20);
    log.revise((said) => said.filter((what) => what !== 10));
    expect(log.at(20)).toEqual([20]);
    expect(log.at(30)).toEqual([20, 30]);
  });

  test('is bounded ahead of the playhead, and says so', () => {
    const log = logOf(...Array.from({ length: 6_000 }, (_, n) => n));
    expect(log.isTruncated).toBe(true);
    expect(log.at(null)).toHaveLength(5_000);
  });

  test('is bounded behind it: the oldest cannot be taken back', () => {
    const log = logOf();
    for (let n = 0; n < 10_000; n += 1) {
      log.add(saying(n));
      log.at(n);
    }
    const oldest = log.at(-1);
    expect(oldest.length).toBeGreaterThan(5_000);
    expect(log.at(null)).toHaveLength(10_000);
  });
});

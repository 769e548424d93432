import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { MendTimes } from './mend-times.js';

let clock: ManualClock;
let times: MendTimes;
beforeEach(() => {
  clock = new ManualClock();
  times = new MendTimes(clock);
});
const mended = (...raw: number[]) => raw.map((each) => times.mend(each));

test('times begin at 0 and keep their distances, audio and video mixed', () => {
  expect(mended(5_000, 5_033, 5_020, 5_066)).toEqual([0, 33, 20, 66]);
});

test('a wrap of 32 bits goes on', () => {
  const wrap = 2 ** 32;
  expect(mended(wrap - 40, wrap - 20, 0, 20)).toEqual([0, 20, 40, 60]);
});

test('a sender that begins again at 0 goes on', () => {
  expect(mended(100_000, 100_040, 0, 40)).toEqual([0, 40, 60, 100]);
});

test('a sender whose clock is frozen is dated by ours', () => {
  mended(0, 40);
  for (let second = 0; second < 3; second += 1) {
    clock.advance(1_000);
    times.mend(40);
  }
  expect(times.mend(40)).toBe(3_040);
});

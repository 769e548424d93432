import { expect, test } from '@jest/globals';
import { LoopStart } from './loop-start.js';
import { TickClock } from './mix/tick-clock.js';

const BEGAN_MS = 10_000;

/** Runs ticks as the loop does, each taking so long; the ticks that were due at each run, and how much later the clock is. */
async function run(tookMs: readonly number[], beganMs: number | null = BEGAN_MS) {
  const clock = new TickClock(BEGAN_MS, 50);
  const start = new LoopStart(clock, beganMs ?? undefined);
  let isOnTime = false;
  void start.onTime.then(() => {
    isOnTime = true;
  });
  const due: number[] = [];
  const onTime: boolean[] = [];
  let [tick, nowMs] = [0, BEGAN_MS];
  for (const took of tookMs) {
    nowMs = Math.max(nowMs, clock.dueMs(tick));
    start.ticks(tick, nowMs);
    const count = clock.nextTick(nowMs) - tick;
    due.push(count);
    tick += count;
    nowMs += took;
    await Promise.resolve();
    onTime.push(isOnTime);
  }
  return { due, onTime, postponedMs: start.postponedMs, startMs: clock.anchorMs };
}

test('a machine that is in time begins with its second tick, at the moment that was meant', async () => {
  expect(await run([5, 5, 5])).toEqual({
    due: [1, 1, 1],
    onTime: [false, true, true],
    postponedMs: 0,
    startMs: BEGAN_MS,
  });
});

test('what the first ticks take is not made up for by repeated frames: the programme begins later', async () => {
  const { due, onTime, postponedMs, startMs } = await run([4_000, 130, 5, 5]);
  expect(due).toEqual([1, 1, 1, 1]);
  expect(onTime).toEqual([false, false, false, true]);
  // Whole ticks that had passed before the second and the third.
  expect(postponedMs).toBe(199 * 20 + 5 * 20);
  expect(startMs).toBe(BEGAN_MS + postponedMs);
});

test('once a tick came in time the clock stays, whatever the machine does', async () => {
  expect((await run([5, 5, 1_000, 5])).due).toEqual([1, 1, 1, 50]);
});

test('a machine that is never in time begins all the same', async () => {
  const { due, postponedMs } = await run([3_000, 3_000, 3_000]);
  expect(due).toEqual([1, 1, 150]);
  expect(postponedMs).toBeLessThan(3_000);
});

test('a clock that is that of another machine stays', async () => {
  const { due, onTime } = await run([500, 5], null);
  expect([due, onTime]).toEqual([
    [1, 25],
    [true, true],
  ]);
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ProcessState } from '#kernel';
import { HangWatch } from './hang-watch.js';

const TICK_MS = 33;

let state: ProcessState;
let watch: HangWatch;
let nowMs: number;

beforeEach(() => {
  nowMs = 10_000;
  state = {
    ...{ isStopped: false, isDead: false, isSleeping: true, isRunnable: false },
    ranMs: 100,
    waitedMs: 10,
    readBytes: 5,
  };
  watch = new HangWatch(() => state);
  watch.look(1, nowMs);
});

/** After how long the process is called hung; nothing within this time. */
function hungAfterMs(
  limitMs: number,
  each: () => void = () => undefined,
  tickMs = TICK_MS,
): number | undefined {
  const beganMs = nowMs;
  while (nowMs - beganMs < limitMs) {
    nowMs += tickMs;
    each();
    if (watch.look(1, nowMs)) return nowMs - beganMs;
  }
  return undefined;
}

describe('a process of which nothing comes is hung', () => {
  test('within 500 ms when it was stopped', () => {
    state = { ...state, isStopped: true, isSleeping: false };
    expect(hungAfterMs(500)).toBeDefined();
  });

  test('within 500 ms when it has work and neither runs nor waits for a processor', () => {
    expect(hungAfterMs(500)).toBeDefined();
  });

  test('after five seconds when it runs all the time', () => {
    state = { ...state, isSleeping: false };
    const runs = () => {
      state = { ...state, ranMs: state.ranMs + TICK_MS };
    };
    const afterMs = hungAfterMs(10_000, runs);
    expect(afterMs).toBeGreaterThan(4_500);
    expect(afterMs).toBeLessThan(5_500);
  });
});

describe('a process is not hung', () => {
  test('that moves now and then', () => {
    let looks = 0;
    const moves = () => {
      looks += 1;
      if (looks % 10 === 0) watch.moved();
    };
    expect(hungAfterMs(20_000, moves)).toBeUndefined();
  });

  test('that waits for its turn on a full machine', () => {
    const waits = () => {
      state = { ...state, waitedMs: state.waitedMs + 30 };
    };
    expect(hungAfterMs(4_000, waits)).toBeUndefined();
  });

  test('that reads what little we hand over', () => {
    const reads = () => {
      state = { ...state, readBytes: state.readBytes + 200_000 };
    };
    expect(hungAfterMs(4_000, reads)).toBeUndefined();
  });

  test('that is let run for moments only', () => {
    state = { ...state, isStopped: true, isSleeping: false };
    let looks = 0;
    const pulses = () => {
      looks += 1;
      if (looks % 5 === 0) state = { ...state, ranMs: state.ranMs + 8 };
    };
    expect(hungAfterMs(4_000, pulses)).toBeUndefined();
  });

  test('while our own thread is late', () => {
    expect(hungAfterMs(4_000, undefined, 200)).toBeUndefined();
  });

  test('that was stopped for a moment', () => {
    state = { ...state, isStopped: true };
    expect(hungAfterMs(250)).toBeUndefined();
    state = { ...state, isStopped: false };
    watch.moved();
    expect(hungAfterMs(150)).toBeUndefined();
  });
});

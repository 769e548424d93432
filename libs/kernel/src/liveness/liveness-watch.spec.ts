import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { LivenessWatch } from './liveness-watch.js';
import type { ReadState } from './own-time.js';

const EVERY_MS = 250;
const SILENT_MS = 1_500;
const STARTING_MS = 20_000;

function watched(readState?: ReadState) {
  const clock = new ManualClock();
  let silent = 0;
  const watch = new LivenessWatch({
    everyMs: EVERY_MS,
    startingMs: STARTING_MS,
    silentMs: SILENT_MS,
    clock,
    ...(readState && { readState }),
    onSilent: () => {
      silent += 1;
    },
  });
  return { clock, watch, silent: () => silent };
}

test('a process that says nothing for one and a half seconds is hung, and that is said once', () => {
  const { clock, watch, silent } = watched();
  watch.opened();
  clock.advance(SILENT_MS - 1);
  expect(silent()).toBe(0);
  clock.advance(1);
  expect(silent()).toBe(1);
  clock.advance(60_000);
  watch.heard();
  clock.advance(60_000);
  expect(silent()).toBe(1);
});

test('an event loop that stalls for a second, again and again, is not hung', () => {
  const { clock, watch, silent } = watched();
  watch.opened();
  for (let stall = 0; stall < 20; stall += 1) {
    watch.heard();
    clock.advance(EVERY_MS + 1_000);
  }
  expect(silent()).toBe(0);
});

test('a process that has not begun to speak has time: its modules are being loaded', () => {
  const { clock, silent } = watched();
  clock.advance(60_000);
  expect(silent()).toBe(0);
});

test('a start that blocks for many seconds on a busy machine is no hang, and one that never goes on is', () => {
  const { clock, watch, silent } = watched();
  watch.heard();
  clock.advance(STARTING_MS - 1);
  expect(silent()).toBe(0);
  watch.heard();
  clock.advance(STARTING_MS - EVERY_MS);
  expect(silent()).toBe(0);
  clock.advance(EVERY_MS);
  expect(silent()).toBe(1);
});

test('the time in which the watch itself did not run counts as one period', () => {
  let tick: () => void = () => undefined;
  let silent = 0;
  const watch = new LivenessWatch({
    everyMs: EVERY_MS,
    startingMs: STARTING_MS,
    silentMs: SILENT_MS,
    // Timers that are late by any amount fire once, as Node's do.
    clock: {
      ...new ManualClock(),
      every: (_periodMs: number, callback: () => void) => {
        tick = callback;
        return () => undefined;
      },
    } as unknown as ManualClock,
    onSilent: () => {
      silent += 1;
    },
  });
  watch.opened();
  for (let late = 0; late < SILENT_MS / EVERY_MS - 1; late += 1) tick();
  expect(silent).toBe(0);
  tick();
  expect(silent).toBe(1);
});

test('one that is closed says nothing', () => {
  const { clock, watch, silent } = watched();
  watch.opened();
  watch.close();
  clock.advance(60_000);
  expect(silent()).toBe(0);
});

describe('on a machine without time', () => {
  /** A process that has so much of each period for itself and waits for a processor in the rest. */
  const starved = (ranOfPeriodMs: number, isRunnable: boolean) => {
    let periods = 0;
    return watched(() => {
      periods += 1;
      const waitedMs = isRunnable ? 0 : periods * (EVERY_MS - ranOfPeriodMs);
      return { ranMs: periods * ranOfPeriodMs, waitedMs, isRunnable };
    });
  };

  test('one that is silent for two seconds because it waits for its turn is not hung', () => {
    for (const isRunnable of [true, false]) {
      const { clock, watch, silent } = starved(20, isRunnable);
      watch.opened();
      for (let time = 0; time < 20; time += 1) {
        clock.advance(SILENT_MS + 500);
        watch.heard();
      }
      expect(silent()).toBe(0);
    }
  });

  test('one that runs and says nothing is hung after its own second and a half', () => {
    const { clock, watch, silent } = starved(EVERY_MS / 2, true);
    watch.opened();
    clock.advance(2 * EVERY_MS + 2 * (SILENT_MS - 2 * EVERY_MS) - 1);
    expect(silent()).toBe(0);
    clock.advance(1);
    expect(silent()).toBe(1);
  });

  test('one that is stopped waits for nothing: it is hung as soon as ever', () => {
    const { clock, watch, silent } = watched(() => ({ ranMs: 7, waitedMs: 9, isRunnable: false }));
    watch.opened();
    clock.advance(SILENT_MS);
    expect(silent()).toBe(1);
  });

  test('one that never gets a turn is given up after eight times as long', () => {
    const { clock, watch, silent } = starved(0, true);
    watch.opened();
    clock.advance(8 * SILENT_MS - 1);
    expect(silent()).toBe(0);
    clock.advance(1);
    expect(silent()).toBe(1);
  });

  test('one of which the system tells nothing counts as before', () => {
    const { clock, watch, silent } = watched(() => undefined);
    watch.opened();
    clock.advance(SILENT_MS);
    expect(silent()).toBe(1);
  });
});

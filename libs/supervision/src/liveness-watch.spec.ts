import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { LivenessWatch } from './liveness-watch.js';

const EVERY_MS = 250;
const SILENT_MS = 1_500;
const STARTING_MS = 20_000;

function watched() {
  const clock = new ManualClock();
  let silent = 0;
  const watch = new LivenessWatch({
    everyMs: EVERY_MS,
    startingMs: STARTING_MS,
    silentMs: SILENT_MS,
    clock,
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

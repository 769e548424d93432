import { expect, test } from '@jest/globals';
import type { Show } from '#show';
import { flowSpan, flowSteps } from './viewer-flow.js';

const MINUTE_MS = 60_000;
const show = (liveAtMs: number | null, endedAtMs: number | null) => ({ liveAtMs, endedAtMs }) as Show;

test('a show that was never on air has nobody who left', () => {
  expect(flowSpan(show(null, 5), 9)).toBeUndefined();
});

test.each([
  [30, 1],
  [120, 1],
  [121, 2],
  [720, 10],
  [60 * 24 * 400, 4_800],
])('a show of %i minutes has steps of %i minutes', (minutes, step) => {
  expect(flowSpan(show(0, minutes * MINUTE_MS), 0)?.stepMs).toBe(step * MINUTE_MS);
});

test('who was seen shortly before the end, or before now, has not left', () => {
  expect(flowSpan(show(0, 600_000), 9e9)).toMatchObject({ untilMs: 600_000, stayedFromMs: 555_000 });
  expect(flowSpan(show(0, null), 300_000)).toMatchObject({ untilMs: 300_000, stayedFromMs: 255_000 });
});

test('each minute of the show has its counts, an empty one has none', () => {
  const span = { fromMs: 1_000, untilMs: 1_000 + 3 * MINUTE_MS, stepMs: MINUTE_MS, stayedFromMs: 0 };
  const steps = flowSteps(span, { joined: new Map([[0, 7]]), left: new Map([[2, 4]]), stayed: 3 });
  expect(steps).toEqual([
    { atMs: 1_000, joined: 7, left: 0 },
    { atMs: 61_000, joined: 0, left: 0 },
    { atMs: 121_000, joined: 0, left: 4 },
  ]);
});

test('a show that ended in the moment in which it began has one step', () => {
  const span = flowSpan(show(5, 5), 9);
  expect(span && flowSteps(span, { joined: new Map(), left: new Map(), stayed: 0 })).toHaveLength(1);
});

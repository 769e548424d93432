import { expect, test } from '@jest/globals';
import type { RealtimeFrame } from '../ports.js';
import { RealtimeOrder } from './realtime-order.js';

const frame = (kind: 'video' | 'audio', units: number): RealtimeFrame => ({
  ...{ kind, at: { units, perSecond: 30 }, isKey: false, data: new Uint8Array() },
});

test('a run that takes over repeats video, and nothing of the run before comes behind it', () => {
  const order = new RealtimeOrder();
  expect([order.accepts(0, frame('video', 10)), order.accepts(1, frame('video', 5))]).toEqual([true, true]);
  expect(order.accepts(0, frame('video', 11))).toBe(false);
});

test('audio that was sent is not sent again', () => {
  const order = new RealtimeOrder();
  const taken = [10, 11].map((units) => order.accepts(0, frame('audio', units)));
  expect(taken).toEqual([true, true]);
  expect([11, 12].map((units) => order.accepts(1, frame('audio', units)))).toEqual([false, true]);
});

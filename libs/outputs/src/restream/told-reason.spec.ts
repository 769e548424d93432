import { expect, test } from '@jest/globals';
import { type EndedConnection, ToldReason } from './told-reason.js';

const closed = (lastedMs: number, more: Partial<EndedConnection> = {}): EndedConnection => ({
  ...{ reason: 'broken', lastedMs, isClosedThere: true },
  ...more,
});
const toldOf = (connections: EndedConnection[]) => {
  const told = new ToldReason();
  return connections.map((each) => told.of(each));
};

test('a target that closes one connection after the other at once has refused the key', () => {
  expect(toldOf([900, 1_200, 800, 700].map((lastedMs) => closed(lastedMs)))).toEqual([
    'broken',
    'broken',
    'rejected',
    'rejected',
  ]);
});

test('a connection that held for a while was taken: its end is a loss', () => {
  const all = [900, 1_200, 60_000, 800, 700].map((lastedMs) => closed(lastedMs));
  expect(toldOf(all)).toEqual(Array(5).fill('broken'));
});

test('what ended here, or is known, stays as it is', () => {
  expect(toldOf(Array(4).fill(closed(300, { isClosedThere: false })))).toEqual(Array(4).fill('broken'));
  expect(toldOf(Array(4).fill(closed(300, { reason: 'too-slow' })))).toEqual(Array(4).fill('too-slow'));
});

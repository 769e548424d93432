import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { Track } from '../media/track.js';
import { type Flow, InputFlow } from './input-flow.js';

/** As many reads as there may be questions under way. */
const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

function flowUnderTest() {
  const clock = new ManualClock();
  const told: (Flow | 'coming' | 'not coming')[] = [];
  let byteCount = 0;
  const track = { producer: { getStats: async () => [{ byteCount }] } } as unknown as Track;
  const flow: InputFlow = new InputFlow({
    tracks: () => [track],
    changed: (now) => told.push(now),
    comingChanged: () => told.push(flow.isComing ? 'coming' : 'not coming'),
    clock,
  });
  const pass = async (ms: number, bytes = 0) => {
    for (let passed = 0; passed < ms; passed += 100) {
      byteCount += bytes;
      clock.advance(100);
      await settled();
    }
  };
  return { flow, told, pass };
}

test('it is coming from its announcement to its first packet', async () => {
  const { flow, told, pass } = flowUnderTest();
  flow.announce();
  flow.announce();
  await pass(1_000);
  expect([told, flow.isComing]).toEqual([['coming'], true]);
  await pass(300, 10);
  expect([told, flow.isComing]).toEqual([['coming', 'sending'], false]);
  await pass(700);
  expect(told.at(-1)).toBe('silent');
  flow.announce();
  expect(flow.isComing).toBe(false);
});

test('what was announced and does not come is not coming any more', async () => {
  const { flow, told, pass } = flowUnderTest();
  flow.announce();
  await pass(3_100);
  expect([told, flow.flow]).toEqual([['coming', 'not coming'], 'connected']);
  flow.close();
});

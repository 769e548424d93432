import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { Show } from '#show';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { TimeLimit } from './time-limit.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a show ends when its minutes are over, also when they were changed meanwhile, and is tried again', async () => {
  const clock = new ManualClock();
  const show = { state: 'live', liveAtMs: clock.wallMs(), limits: { maxMinutes: 60 } } as Show;
  const ended: string[] = [];
  let isAway = true;
  const limit = new TimeLimit({
    live: () => ['show_1', 'show_gone'],
    store: { find: async (id) => (id === 'show_1' ? show : undefined) },
    end: async (id) => {
      if (isAway) throw new Error('away');
      ended.push(id);
    },
    clock,
    log: silentLog,
  });
  const pass = async (minutes: number) => {
    for (let half = 0; half < minutes * 2; half += 1) {
      clock.advance(30_000);
      await turn();
    }
  };
  await pass(59);
  show.limits.maxMinutes = 90;
  await pass(30);
  expect(ended).toEqual([]);
  await pass(1);
  isAway = false;
  await pass(0.5);
  expect(ended).toEqual(['show_1']);
  await limit.close();
  await pass(1);
  expect(ended).toHaveLength(1);
});

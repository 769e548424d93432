import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { ClusterDrain } from './cluster-drain.js';

const CUT_AFTER_MS = 15_000;

function nodeWith(...shows: string[]) {
  const clock = new ManualClock();
  const open = new Set(shows);
  const moved: string[] = [];
  let reviews = 0;
  const drain = new ClusterDrain({
    open: () => [...open],
    hasOthers: () => true,
    review: () => {
      reviews += 1;
    },
    give: async (showId, standbyId) => {
      open.delete(showId);
      moved.push(`${showId} to ${standbyId}`);
    },
    leave: async (showId) => {
      open.delete(showId);
      moved.push(`${showId} left`);
    },
    clock,
    log: silentLog,
  });
  return { drain, clock, open, moved, reviews: () => reviews };
}

test('nothing is given away before it begins', async () => {
  const { drain, moved } = nodeWith('live', 'rest');
  drain.noteStandby('live', 'node_2');
  await drain.giveAll(new Set(['live']));
  expect([drain.isOn, moved]).toEqual([false, []]);
});

test('a show at rest goes at once, one on air when its standby is in step, which is looked at as it is noted', async () => {
  const { drain, moved, reviews } = nodeWith('live', 'rest');
  const live = new Set(['live']);
  drain.begin();
  await drain.giveAll(live);
  expect(moved).toEqual(['rest left']);
  const before = reviews();
  drain.noteStandby('live', 'node_2');
  expect(reviews()).toBe(before + 1);
  await drain.giveAll(live);
  expect(moved).toEqual(['rest left', 'live to node_2']);
});

test('a show without a standby in step goes on elsewhere after a cut, a standby that fell out of step gets nothing', async () => {
  const { drain, clock, moved } = nodeWith('live');
  const live = new Set(['live']);
  drain.begin();
  drain.noteStandby('live', 'node_2');
  drain.noteStandby('live', null);
  clock.advance(CUT_AFTER_MS);
  await drain.giveAll(live);
  expect(moved).toEqual([]);
  clock.advance(1);
  await drain.giveAll(live);
  expect(moved).toEqual(['live left']);
});

test('who asks again, as each review does, changes nothing: the time until a cut counts from the first', async () => {
  const { drain, clock, moved, reviews } = nodeWith('live');
  drain.begin();
  clock.advance(CUT_AFTER_MS + 1);
  drain.begin();
  await drain.giveAll(new Set(['live']));
  expect([reviews(), moved]).toEqual([1, ['live left']]);
});

test('it is over when no show is left, or at the deadline', async () => {
  const { drain, clock, open } = nodeWith('live');
  let isOver = false;
  const first = drain.empty(30_000).then(() => {
    isOver = true;
  });
  clock.advance(1_000);
  expect(isOver).toBe(false);
  open.clear();
  clock.advance(1_000);
  await first;
  open.add('live');
  const second = drain.empty(30_000);
  clock.advance(30_000);
  await second;
  expect(open.size).toBe(1);
});

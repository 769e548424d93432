import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { QualityGroups, type QualityGroupsJson } from '#origin';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { ShowQualities } from './show-qualities.js';

/** So many viewers of a browser that started in so many milliseconds. */
function told(browser: string, count: number, startMs: number): QualityGroupsJson {
  const groups = new QualityGroups();
  for (let index = 0; index < count; index += 1)
    for (const counts of [groups.of('all', ''), groups.of('browser', browser)])
      counts?.add({ startMs, errors: 0, playedMs: 900, stall: { tookMs: 100 } });
  return groups.toJson();
}

class MemoryStore {
  isAway = false;
  readonly rows = new Map<string, QualityGroupsJson>();

  async list(showId: string) {
    if (this.isAway) throw new Error('away');
    return [...this.rows].flatMap(([key, groups]) => {
      const [show, node = ''] = key.split(' ');
      return show === showId ? [{ node, groups }] : [];
    });
  }

  async put(showId: string, node: string, groups: QualityGroupsJson) {
    if (this.isAway) throw new Error('away');
    this.rows.set(`${showId} ${node}`, groups);
  }
}

const open = (store: MemoryStore, node: string, clock = new ManualClock()) =>
  new ShowQualities({ store, node, clock, log: silentLog });

test('reports from before a restart and of other nodes are in the figures, each once', async () => {
  const store = new MemoryStore();
  const first = open(store, 'one');
  first.add('show_1', told('chrome', 10, 800));
  await first.close();
  const other = open(store, 'two');
  other.add('show_1', told('firefox', 6, 1_600));
  await other.close();
  const second = open(store, 'one');
  second.add('show_1', told('chrome', 4, 800));
  expect((await second.quality('show_1')).all?.viewings).toBe(20);
  await second.close();
  const { all, browsers } = await open(store, 'three').quality('show_1');
  expect(all).toMatchObject({ viewings: 20, stalls: 20, stalledShare: 0.1 });
  expect(browsers.map(({ name, viewings }) => [name, viewings])).toEqual([
    ['chrome', 14],
    ['firefox', 6],
  ]);
});

test('of fewer than five viewings no group is named', async () => {
  const qualities = open(new MemoryStore(), '');
  qualities.add('show_1', told('safari', 4, 800));
  const { all, browsers } = await qualities.quality('show_1');
  expect([all?.viewings, browsers]).toEqual([4, []]);
  await qualities.close();
});

test('with the database away it goes on counting, and writes when that is back; a deleted show is not written', async () => {
  const store = new MemoryStore();
  const clock = new ManualClock();
  const qualities = open(store, '', clock);
  store.isAway = true;
  qualities.add('show_1', told('chrome', 5, 800));
  qualities.add('show_2', told('chrome', 5, 800));
  clock.advance(10_000);
  await Promise.resolve();
  qualities.add('show_1', told('chrome', 5, 800));
  store.isAway = false;
  qualities.forget('show_2');
  await qualities.close();
  expect([...store.rows.keys()]).toEqual(['show_1 ']);
  expect((await qualities.quality('show_1')).all?.viewings).toBe(10);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { RecordingLimits, type RecordingLimitsOptions } from './recording-limits.js';
import { RecordingStore } from './recording-store.js';

const DAY_MS = 86_400_000;
let root: string;
let store: RecordingStore;
let nowMs = 0;
const clock = { ...systemClock, wallMs: () => nowMs, every: () => () => undefined };

beforeEach(async () => {
  nowMs = 1_000 * DAY_MS;
  root = await mkdtemp(join(tmpdir(), 'recordings-'));
  store = await RecordingStore.open({ root, clock, log: silentLog });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function recorded(
  bytes: number,
  state: 'ready' | 'recording' = 'ready',
  showId = 'show_1',
): Promise<string> {
  nowMs += 1_000;
  const { id } = await store.create(showId);
  await store.change(id, { bytes, state, endedAtMs: state === 'ready' ? nowMs : null });
  return id;
}
const review = (limits: Partial<RecordingLimitsOptions>) =>
  new RecordingLimits({
    store,
    limitBytes: limits.limitBytes ?? Number.POSITIVE_INFINITY,
    keepMs: undefined,
    ...limits,
    clock,
    log: silentLog,
  }).review();

test('the oldest go while all together take too much, never one that is being made', async () => {
  const running = await recorded(500, 'recording');
  const oldest = await recorded(300);
  const newest = await recorded(300);
  await review({ limitBytes: 900 });
  expect(store.all.map(({ id }) => id)).toEqual([running, newest]);
  await review({ limitBytes: 100 });
  expect(store.all.map(({ id }) => id)).toEqual([running]);
  expect(oldest).not.toBe(newest);
});

test('a recording is deleted when it was kept long enough, and another process sees it gone', async () => {
  await recorded(1);
  nowMs += DAY_MS;
  const young = await recorded(1);
  await review({ keepMs: DAY_MS });
  const again = await RecordingStore.open({ root, clock, log: silentLog });
  expect(again.all.map(({ id }) => id)).toEqual([young]);
});

test('the oldest of a show go while that show takes too much, and those of others stay', async () => {
  const other = await recorded(500, 'ready', 'show_2');
  await recorded(300);
  const kept = await recorded(300);
  const running = await recorded(300, 'recording');
  await review({ showLimitBytes: 600 });
  expect(store.all.map(({ id }) => id).sort()).toEqual([other, kept, running].sort());
});

test('with an archive the disk is given back, and the oldest go while the archive holds too much', async () => {
  const [oldest, newest] = [await recorded(300), await recorded(300)];
  const notYetThere = await recorded(300);
  for (const id of [oldest, newest])
    await store.change(id, { archive: { isLocal: id === newest, storedAtMs: nowMs } });
  const evicted: string[] = [];
  const evict = async (id: string) => evicted.push(id) > 0;
  await review({ archiveLimitBytes: 600, limitBytes: 500, evict });
  expect([store.all.length, evicted]).toEqual([3, [newest]]);
  await review({ archiveLimitBytes: 300, evict });
  expect(store.all.map(({ id }) => id).sort()).toEqual([newest, notYetThere].sort());
});

test('what the archive alone has is deleted like the rest when it was kept long enough', async () => {
  const id = await recorded(300);
  await store.change(id, { archive: { isLocal: false, storedAtMs: nowMs } });
  nowMs += 2 * DAY_MS;
  await review({ keepMs: DAY_MS, evict: async () => false });
  expect(store.find(id)).toBeUndefined();
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { RecordingLimits } from './recording-limits.js';
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

async function recorded(bytes: number, state: 'ready' | 'recording' = 'ready'): Promise<string> {
  nowMs += 1_000;
  const { id } = await store.create('show_1');
  await store.change(id, { bytes, state, endedAtMs: state === 'ready' ? nowMs : null });
  return id;
}
const review = (limits: { limitBytes?: number; keepMs?: number }) =>
  new RecordingLimits({
    store,
    limitBytes: limits.limitBytes ?? Number.POSITIVE_INFINITY,
    keepMs: limits.keepMs,
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

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { DiskBudget } from './disk-budget.js';
import { DiskStore } from './disk-store.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'budget-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let nowMs = 1;
const clock = { wallMs: () => nowMs++ };
const open = (name: string, budget: DiskBudget) =>
  DiskStore.create({
    folder: join(folder, name),
    log: silentLog,
    ramBytes: 0,
    limitBytes: budget,
    minFreeBytes: 0,
    clock,
  });

test('all shows together stay within one limit: the oldest files go, whosever they are', async () => {
  const budget = new DiskBudget(1_000);
  const [old, live] = await Promise.all([open('old', budget), open('live', budget)]);
  for (const name of ['s/init-1.mp4', 's/1.m4s', 's/2.m4s', 's/3.m4s']) old.put(name, Buffer.alloc(200));
  await old.flushed();
  for (let segment = 1; segment <= 3; segment += 1) live.put(`t/${segment}.m4s`, Buffer.alloc(200));
  await live.flushed();
  expect(budget.usedBytes).toBe(1_000);
  const stored = ['s/init-1.mp4', 's/1.m4s', 's/2.m4s', 's/3.m4s'].map((name) => old.has(name));
  expect(stored).toEqual([true, false, false, true]);
  expect([1, 2, 3].map((segment) => live.has(`t/${segment}.m4s`))).toEqual([true, true, true]);
  expect((await readdir(join(folder, 'old', 's'))).sort()).toEqual(['3.m4s', 'init-1.mp4']);
});

test('writers at the same moment do not each take the last room', async () => {
  const budget = new DiskBudget(1_000);
  const stores = await Promise.all(['a', 'b', 'c', 'd'].map((name) => open(name, budget)));
  for (let segment = 1; segment <= 10; segment += 1)
    for (const store of stores) store.put(`${segment}.m4s`, Buffer.alloc(100));
  await Promise.all(stores.map((store) => store.flushed()));
  expect(budget.usedBytes).toBeLessThanOrEqual(1_000);
  expect(stores.every((store) => store.isRewindWorking)).toBe(true);
});

test('what an earlier run left counts, and a closed store no longer does', async () => {
  const first = await open('one', new DiskBudget(10_000));
  first.put('1.m4s', Buffer.alloc(500));
  await first.close();
  const budget = new DiskBudget(10_000);
  const again = await open('one', budget);
  expect(budget.usedBytes).toBe(500);
  await again.close();
  expect(budget.usedBytes).toBe(0);
});

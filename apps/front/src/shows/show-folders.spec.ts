import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { DiskBudget } from '#packager';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { ShowFolders } from './show-folders.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const open = (budget: DiskBudget) =>
  ShowFolders.open({
    root: join(folder.path, 'shows'),
    budget,
    ramBytes: 1_000,
    minFreeBytes: 0,
    log: silentLog,
  });

test('media of shows that nobody opened counts to the limit of all, and goes first', async () => {
  const before = await open(new DiskBudget(10_000));
  const old = await before.store('show_old');
  for (const segment of [1, 2, 3]) old.put(`s/v/${segment}.m4s`, Buffer.alloc(300));
  await old.flushed();
  const budget = new DiskBudget(1_000);
  const after = await open(budget);
  expect([after.showIds, budget.usedBytes]).toEqual([['show_old'], 900]);
  const live = await after.store('show_live');
  for (const segment of [1, 2]) live.put(`t/v/${segment}.m4s`, Buffer.alloc(300));
  await live.flushed();
  expect(budget.usedBytes).toBeLessThanOrEqual(1_000);
  expect([1, 2].map((segment) => live.has(`t/v/${segment}.m4s`))).toEqual([true, true]);
});

test('a show that is gone leaves nothing on disk and takes no room', async () => {
  const budget = new DiskBudget(10_000);
  const folders = await open(budget);
  const store = await folders.store('show_1');
  store.put('s/v/1.m4s', Buffer.alloc(300));
  await folders.delete('show_1');
  expect(existsSync(folders.folderOf('show_1'))).toBe(false);
  expect([budget.usedBytes, folders.showIds]).toEqual([0, []]);
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { DiskStore, type DiskStoreOptions } from './disk-store.js';
import { RamStore } from './ram-store.js';

const segment = (fill: number) => Buffer.alloc(100, fill);

describe('memory', () => {
  test('over its limit the oldest goes, never the newest', () => {
    const store = new RamStore(250);
    for (const index of [1, 2, 3]) store.put(`${index}.m4s`, segment(index));
    expect([store.has('1.m4s'), store.has('2.m4s'), store.has('3.m4s')]).toEqual([false, true, true]);
    store.put('4.m4s', Buffer.alloc(900));
    expect(store.has('4.m4s')).toBe(true);
    expect(store.evicted).toBe(3);
  });
});

describe('disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'disk-store-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (more: Partial<DiskStoreOptions> = {}) =>
    DiskStore.create({
      folder,
      log: silentLog,
      ramBytes: 10_000,
      limitBytes: 10_000,
      minFreeBytes: 0,
      ...more,
    });

  test('what left the memory is read from its file, also by the next run', async () => {
    const store = await open();
    store.put('s/v/1.m4s', segment(1));
    await store.flushed();
    expect(store.demote('s/v/1.m4s')).toBe(true);
    expect(await store.find('s/v/1.m4s')).toEqual(segment(1));
    await store.close();
    const next = await open();
    expect(await next.find('s/v/1.m4s')).toEqual(segment(1));
  });

  test('a show that is over leaves the memory and is read from disk', async () => {
    const store = await open();
    store.put('s/v/1.m4s', segment(1));
    await store.rest();
    expect(Buffer.isBuffer(store.find('s/v/1.m4s'))).toBe(false);
    expect(await store.find('s/v/1.m4s')).toEqual(segment(1));
  });

  test('over the limit in bytes the oldest file goes', async () => {
    const store = await open({ limitBytes: 250 });
    for (const index of [1, 2, 3]) store.put(`s/${index}.m4s`, segment(index));
    await store.flushed();
    expect(await readdir(join(folder, 's'))).toEqual(['2.m4s', '3.m4s']);
  });

  test('too little room on the machine stops rewinding, says so once, and keeps the live edge', async () => {
    const states: string[] = [];
    const store = await open({
      minFreeBytes: Number.MAX_SAFE_INTEGER,
      onRewind: (state) => states.push(state),
    });
    for (const index of [1, 2]) store.put(`s/${index}.m4s`, segment(index));
    await store.flushed();
    expect(states).toEqual(['stopped']);
    expect(store.find('s/2.m4s')).toEqual(segment(2));
    expect(store.demote('s/1.m4s')).toBe(false);
    expect(store.has('s/1.m4s')).toBe(false);
  });

  test('no room given: memory alone, and nothing is said', async () => {
    const states: string[] = [];
    const store = await open({ limitBytes: 0, onRewind: (state) => states.push(state) });
    store.put('s/1.m4s', segment(1));
    await store.flushed();
    expect([states, await readdir(folder), store.demote('s/1.m4s')]).toEqual([[], [], true]);
  });

  test('a name that was never stored reads nothing, whatever it looks like', async () => {
    const store = await open();
    expect(store.find('../../etc/passwd')).toBeUndefined();
  });
});

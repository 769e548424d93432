import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DataDirLock } from './data-dir-lock.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proscenium lock '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockFile = (generation: number) => join(folder, `server.lock.${generation}`);
const holderOf = async (generation: number) =>
  JSON.parse(await readFile(lockFile(generation), 'utf8')) as Record<string, unknown>;

test('the second taker gets an error that says whose it is and what to do', async () => {
  const lock = await DataDirLock.take(folder);
  await expect(DataDirLock.take(folder)).rejects.toMatchObject({
    code: 'data-dir-in-use',
    message: expect.stringMatching(new RegExp(`process ${process.pid}.*PROSCENIUM_DATA_DIR`)),
  });
  await lock.release();
  await lock.release();
  await (await DataDirLock.take(folder)).release();
  expect(await readdir(folder)).toEqual(['server.lock.2']);
});

test('a folder that does not exist yet is made', async () => {
  const lock = await DataDirLock.take(join(folder, 'deep', 'var'));
  await lock.release();
});

test('the lock of a killed process is taken over', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
  await once(child, 'spawn');
  await writeFile(lockFile(1), JSON.stringify({ pid: child.pid, startedTicks: '1', bootId: 'x' }));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = await DataDirLock.take(folder);
  expect((await holderOf(2)).pid).toBe(process.pid);
  await lock.release();
});

test('a process number that was reused since does not hold the folder', async () => {
  const lock = await DataDirLock.take(folder);
  const mine = await holderOf(1);
  await writeFile(lockFile(1), JSON.stringify({ ...mine, startedTicks: '1' }));
  const next = await DataDirLock.take(folder);
  await next.release();
  await writeFile(lockFile(2), JSON.stringify({ ...mine, bootId: 'the boot before' }));
  await (await DataDirLock.take(folder)).release();
  await lock.release();
});

test('half a lock, left by a full disk, does not lock anybody out', async () => {
  await writeFile(lockFile(1), '{"pid":');
  await (await DataDirLock.take(folder)).release();
});

test('of many that start at once over a stale lock, one gets the folder', async () => {
  await writeFile(lockFile(1), JSON.stringify({ pid: 2 ** 22 - 1, startedTicks: '1', bootId: '' }));
  const taken = await Promise.allSettled(Array.from({ length: 8 }, () => DataDirLock.take(folder)));
  const winners = taken.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(winners).toHaveLength(1);
  await winners[0]?.release();
  expect(await readdir(folder)).toHaveLength(1);
});

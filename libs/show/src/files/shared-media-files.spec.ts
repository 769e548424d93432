import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { SharedObjectsUnderTest } from '../../../../tests/support/server/shared-objects.js';
import { MediaFileStore } from './media-file-store.js';
import { SharedFiles } from './shared-files.js';

const SOON_MS = 8_000;
const BYTES = new Uint8Array([1, 2, 3]);
const FACTS = { seconds: 2, video: { width: 640, height: 360 }, hasAudio: true };

let folder: ReturnType<typeof temporaryFolder>;
let store: SharedObjectsUnderTest;

beforeEach(() => {
  folder = temporaryFolder();
  store = new SharedObjectsUnderTest();
});
afterEach(() => folder.remove());

function node(name: string): MediaFileStore {
  const cache = join(folder.path, name, 'cache');
  const options = {
    prefix: 'media-files',
    mostBytes: 1_000,
    withinMs: 8_000,
    clock: systemClock,
    log: silentLog,
  };
  const shared = new SharedFiles({ open: async () => store, cache, ...options });
  const convert = async (_from: string, to: string) => {
    writeFileSync(to, 'converted');
    return FACTS;
  };
  return new MediaFileStore(join(folder.path, name, 'media-files'), convert, shared);
}

async function upload(files: MediaFileStore): Promise<string> {
  const { id } = await files.create('show_1', { name: 'Trailer', sizeBytes: BYTES.length });
  await files.addPart('show_1', id, 0, BYTES);
  await waitFor('the conversion', SOON_MS, () => files.find('show_1', id)?.state === 'ready');
  return id;
}

test('a file that one node converted is listed at another one, and played there once it was fetched', async () => {
  const [here, there] = [node('here'), node('there')];
  const id = await upload(here);
  expect(here.playable('show_1', id)).toMatchObject(FACTS);
  expect([...store.objects.keys()].sort()).toEqual([
    `media-files/show_1/${id}/clip.mp4`,
    `media-files/show_1/${id}/facts.json`,
  ]);
  const arrived = new Promise((resolve) => there.events.once('arrived', resolve));
  expect(await there.list('show_1')).toMatchObject([{ id, name: 'Trailer', state: 'waiting' }]);
  expect(await arrived).toEqual({ showId: 'show_1' });
  const { path = '' } = there.playable('show_1', id) ?? {};
  expect(readFileSync(path, 'utf8')).toBe('converted');
});

test('a listing leaves none of many files out, though few are fetched at once', async () => {
  const [here, there] = [node('here'), node('there')];
  const ids: string[] = [];
  for (let count = 0; count < 20; count += 1) ids.push(await upload(here));
  expect((await there.list('show_1')).map(({ id }) => id)).toEqual(ids.sort());
});

test('a file is removed for all nodes, by any of them', async () => {
  const [here, there] = [node('here'), node('there')];
  const id = await upload(here);
  await there.remove('show_1', id);
  expect(store.objects.size).toBe(0);
  expect(await node('here').list('show_1')).toEqual([]);
  await expect(there.remove('show_1', id)).rejects.toMatchObject({ code: 'media-not-found' });
});

test('while the store is away a conversion is kept, and plays at its own node', async () => {
  const here = node('here');
  const { id } = await here.create('show_1', { name: 'Trailer', sizeBytes: BYTES.length });
  store.isAway = true;
  await here.addPart('show_1', id, 0, BYTES);
  await waitFor('the conversion', SOON_MS, () => here.find('show_1', id)?.state === 'ready');
  expect(here.playable('show_1', id)).toMatchObject(FACTS);
  store.isAway = false;
  expect(await here.list('show_1')).toMatchObject([{ id, state: 'ready' }]);
});

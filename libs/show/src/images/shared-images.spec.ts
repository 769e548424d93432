import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { SharedObjectsUnderTest } from '../../../../tests/support/server/shared-objects.js';
import { SharedFiles } from '../files/shared-files.js';
import { ImageStore } from './image-store.js';

const PNG = createCanvas(8, 8).toBuffer('image/png');
const MOST_BYTES = 100_000;
const WITHIN_MS = 4_000;

let folder: ReturnType<typeof temporaryFolder>;
let store: SharedObjectsUnderTest;
let clock: ManualClock;

beforeEach(() => {
  folder = temporaryFolder();
  store = new SharedObjectsUnderTest();
  clock = new ManualClock();
});
afterEach(() => folder.remove());

/** One node of those that share the store. */
function node(name: string): ImageStore {
  const cache = join(folder.path, name, 'cache');
  const options = { prefix: 'images', mostBytes: MOST_BYTES, withinMs: 1_000, clock, log: silentLog };
  const shared = new SharedFiles({ open: async () => store, cache, ...options });
  return new ImageStore({ folder: join(folder.path, name, 'images'), shared });
}

const arrival = (images: ImageStore) =>
  new Promise<string>((resolve) => images.events.once('arrived', ({ showId }) => resolve(showId)));

test('an image of one node is listed, served and drawn at another one', async () => {
  const [here, there] = [node('here'), node('there')];
  const { id } = await here.add('show_1', PNG);
  expect(await there.list('show_1')).toEqual(await here.list('show_1'));
  const arrived = arrival(there);
  // A programme never waits for the store: the image comes a moment later.
  expect(there.find('show_1', id)).toBeUndefined();
  expect(await arrived).toBe('show_1');
  expect(Buffer.from(there.find('show_1', id) ?? [])).toEqual(Buffer.from(here.find('show_1', id) ?? []));
  const { path = '' } = (await there.open('show_1', id)) ?? {};
  expect(readFileSync(path)).toEqual(store.objects.get(`images/show_1/${id}`));
});

test('what another node has removed is listed nowhere, and a restart forgets its copy', async () => {
  const [here, there] = [node('here'), node('there')];
  const { id } = await here.add('show_1', PNG);
  await there.open('show_1', id);
  await here.remove('show_1', id);
  expect(await there.list('show_1')).toEqual([]);
  await expect(there.remove('show_1', id)).rejects.toMatchObject({ code: 'picture-not-found' });
  expect(await node('there').open('show_1', id)).toBeUndefined();
  await here.add('show_1', PNG);
  await there.removeAll('show_1');
  expect(store.objects.size).toBe(0);
});

test('while the store is away nothing is taken that other nodes would not have, and what is here is shown', async () => {
  const here = node('here');
  const { id } = await here.add('show_1', PNG);
  store.isAway = true;
  await expect(here.add('show_1', PNG)).rejects.toMatchObject({
    code: 'file-store-unavailable',
    retry: true,
  });
  expect(here.find('show_1', id)).toBeDefined();
  expect(await here.open('show_1', id)).toBeDefined();
  expect(await node('there').open('show_1', id)).toBeUndefined();
  store.isAway = false;
  expect(await here.list('show_1')).toHaveLength(1);
});

test('a store that hangs is given up: who asks gets a refusal, and what is here is shown', async () => {
  const [here, there] = [node('here'), node('there')];
  const { id } = await here.add('show_1', PNG);
  store.isHung = true;
  const asked = store.asked;
  const refused = { code: 'file-store-unavailable', retry: true };
  const answers = Promise.all([
    expect(here.add('show_1', PNG)).rejects.toMatchObject(refused),
    expect(here.list('show_1')).rejects.toMatchObject(refused),
    expect(here.remove('show_1', id)).rejects.toMatchObject(refused),
    expect(here.removeAll('show_1')).rejects.toMatchObject(refused),
    expect(there.open('show_1', id)).resolves.toBeUndefined(),
  ]);
  await waitFor('all to ask', WITHIN_MS, () => store.asked === asked + 5);
  clock.advance(10_000);
  await answers;
  expect(await here.open('show_1', id)).toBeDefined();
  store.isHung = false;
  expect(await there.open('show_1', id)).toBeDefined();
});

test('images from before there was a store stay where they are', async () => {
  const alone = new ImageStore({ folder: join(folder.path, 'here', 'images') });
  const { id } = await alone.add('show_1', PNG);
  const here = node('here');
  expect((await here.list('show_1')).map((image) => image.id)).toEqual([id]);
  expect(here.find('show_1', id)).toBeDefined();
  await here.remove('show_1', id);
  expect(await here.list('show_1')).toEqual([]);
});

test('a name that is none reaches the store once in a while only, and nothing larger than an image is fetched', async () => {
  const here = node('here');
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await here.open('show_1', 'pic_none.png')).toBeUndefined();
  expect(store.asked).toBe(1);
  store.objects.set('images/show_1/pic_none.png', Buffer.alloc(MOST_BYTES + 1));
  clock.advance(60_000);
  expect(await here.open('show_1', 'pic_none.png')).toBeUndefined();
  store.objects.set('images/show_1/pic_none.png', PNG);
  clock.advance(60_000);
  expect(await here.open('show_1', 'pic_none.png')).toBeDefined();
});

test('an image of the site that another node has is drawn in each show that begins with it', async () => {
  const [here, there] = [node('here'), node('there')];
  const { id } = await here.add('site', PNG);
  const arrived = arrival(there);
  expect(there.find('show_1', id)).toBeUndefined();
  expect(await arrived).toBe('show_1');
  expect(there.find('show_1', id)).toBeDefined();
  expect((await there.open('show_2', id))?.contentType).toBe('image/png');
});

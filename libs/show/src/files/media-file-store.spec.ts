import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { type ConvertFile, MEDIA_FILE_LIMITS, MediaFileStore } from './media-file-store.js';

const SOON_MS = 8_000;
const FACTS = { seconds: 2, video: { width: 640, height: 360 }, hasAudio: true };
let folder: ReturnType<typeof temporaryFolder>;
/** Ends the conversion under way. */
let finish: (facts?: typeof FACTS) => void;
let begun: Promise<void>;
let report: (done: number) => void;
let unwanted: AbortSignal;

function aStore(): MediaFileStore {
  let began = (): void => undefined;
  begun = new Promise((resolve) => {
    began = resolve;
  });
  const convert: ConvertFile = (_from, _to, onProgress, signal) => {
    report = onProgress;
    unwanted = signal;
    began();
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')));
      finish = (facts) => (facts ? resolve(facts) : reject(new Error('unreadable')));
    });
  };
  return new MediaFileStore(folder.path, convert);
}

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const part = (length: number) => new Uint8Array(length);
/** Conversions write what they found in the turns after. */
const settled = (store: MediaFileStore, id: string, state: string) =>
  waitFor(`the state ${state}`, SOON_MS, () => store.find('show', id)?.state === state);

test('parts in order, then a conversion with its progress, then a file that programmes play', async () => {
  const store = aStore();
  const { id } = await store.create('show', { name: 'Trailer', sizeBytes: 10 });
  await store.addPart('show', id, 0, part(6));
  await expect(store.addPart('show', id, 0, part(4))).rejects.toMatchObject({ code: 'media-part-misplaced' });
  await expect(store.addPart('show', id, 6, part(5))).rejects.toMatchObject({ code: 'media-part-misplaced' });
  await store.addPart('show', id, 6, part(4));
  await begun;
  report(0.5);
  expect(store.find('show', id)).toMatchObject({ state: 'converting', progress: 0.5 });
  expect(store.playable('show', id)).toBeUndefined();
  finish(FACTS);
  await settled(store, id, 'ready');
  expect(store.playable('show', id)).toMatchObject({ ...FACTS, path: expect.stringContaining(id) });
  expect(await store.list('show')).toHaveLength(1);
});

test('a file that cannot be read is refused by name, and the next one is converted', async () => {
  const store = aStore();
  const [first, second] = [
    await store.create('show', { name: 'a', sizeBytes: 1 }),
    await store.create('show', { name: 'b', sizeBytes: 1 }),
  ];
  await store.addPart('show', first.id, 0, part(1));
  await store.addPart('show', second.id, 0, part(1));
  await begun;
  finish();
  await settled(store, first.id, 'refused');
  expect(store.find('show', first.id)?.reason).toBe('unreadable');
  await settled(store, second.id, 'converting');
  await store.remove('show', second.id);
  finish(FACTS);
  expect(await store.list('show')).toHaveLength(1);
});

test('a conversion that a server did not finish is said to be interrupted', async () => {
  const store = aStore();
  const { id } = await store.create('show', { name: 'a', sizeBytes: 1 });
  await store.addPart('show', id, 0, part(1));
  await begun;
  expect(aStore().find('show', id)).toMatchObject({ state: 'refused', reason: 'interrupted' });
});

test('a server that ends ends its conversion, and the one that waits is interrupted too', async () => {
  const store = aStore();
  const ids: string[] = [];
  for (const name of ['a', 'b']) {
    const { id } = await store.create('show', { name, sizeBytes: 1 });
    ids.push(id);
    await store.addPart('show', id, 0, part(1));
  }
  await begun;
  await store.close();
  expect(unwanted.aborted).toBe(true);
  const again = aStore();
  for (const id of ids)
    expect(again.find('show', id)).toMatchObject({ state: 'refused', reason: 'interrupted' });
});

test('a file that is removed while it is converted ends its conversion and is gone', async () => {
  const store = aStore();
  const { id } = await store.create('show', { name: 'a', sizeBytes: 1 });
  await store.addPart('show', id, 0, part(1));
  await begun;
  await store.removeAll('show');
  expect(unwanted.aborted).toBe(true);
  await store.close();
  expect(existsSync(join(folder.path, 'show', id))).toBe(false);
});

test('limits, and no way out of its folder', async () => {
  const store = aStore();
  const tooLarge = store.create('show', { name: 'a', sizeBytes: MEDIA_FILE_LIMITS.bytes + 1 });
  await expect(tooLarge).rejects.toMatchObject({ code: 'media-file-too-large' });
  expect(store.find('..', 'file_1')).toBeUndefined();
  expect(store.find('show', 'file_1/../../x')).toBeUndefined();
  await expect(store.remove('show', 'file_none')).rejects.toMatchObject({ code: 'media-not-found' });
  const { id } = await store.create('show', { name: 'a', sizeBytes: 1 });
  await store.removeAll('show');
  expect(existsSync(join(folder.path, 'show', id))).toBe(false);
});

test('many that are announced at once get no more room than one after the other', async () => {
  const store = aStore();
  const wish = { name: 'a', sizeBytes: MEDIA_FILE_LIMITS.bytes };
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => store.create('show', wish)));
  const most = MEDIA_FILE_LIMITS.bytesPerShow / MEDIA_FILE_LIMITS.bytes;
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(most);
});

test('what a conversion made counts instead of what was sent, and half of one is not kept', async () => {
  const store = aStore();
  const { id } = await store.create('show', { name: 'a', sizeBytes: 1 });
  await store.addPart('show', id, 0, part(1));
  await begun;
  const made = join(folder.path, 'show', id, 'clip.mp4');
  writeFileSync(made, part(5_000));
  finish(FACTS);
  await settled(store, id, 'ready');
  expect(store.find('show', id)?.convertedBytes).toBe(5_000);
  const again = aStore();
  const { id: spoilt } = await again.create('show', { name: 'b', sizeBytes: 1 });
  await again.addPart('show', spoilt, 0, part(1));
  await begun;
  writeFileSync(join(folder.path, 'show', spoilt, 'clip.mp4'), part(5_000));
  finish();
  await settled(again, spoilt, 'refused');
  await again.close();
  expect(existsSync(join(folder.path, 'show', spoilt, 'clip.mp4'))).toBe(false);
});

test('a clip of the site is played in each show, and is in the list of none', async () => {
  const store = aStore();
  const { id } = await store.create('site', { name: 'Intro', sizeBytes: 1 });
  await store.addPart('site', id, 0, part(1));
  await begun;
  expect(store.playable('show_1', id)).toBeUndefined();
  finish(FACTS);
  await waitFor('the clip', SOON_MS, () => store.playable('show_1', id) !== undefined);
  expect(store.playable('show_1', id)?.path).toContain('/site/');
  expect(await store.list('show_1')).toEqual([]);
  await expect(store.remove('show_1', id)).rejects.toMatchObject({ code: 'media-not-found' });
});

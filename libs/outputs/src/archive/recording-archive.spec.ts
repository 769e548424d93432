import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { RecordingLimits } from '../recording/recording-limits.js';
import { RecordingStore } from '../recording/recording-store.js';
import { newSummary } from '../recording/recording-summary.js';
import type { StoredEntry } from './catalogue.js';
import { DiskObjects } from './disk-objects.js';
import type { ObjectStore } from './object-store.js';
import { RecordingArchive } from './recording-archive.js';
import { RemovedPrefixes } from './removed-prefixes.js';

const SOON_MS = 8_000;
const WHOLE = { 'programme.mp4': 'all of it', 'index.m3u8': '#EXTM3U', 'video-360.m4s': 'media' };

let folder: ReturnType<typeof temporaryFolder>;
let store: RecordingStore;
let archive: RecordingArchive;
let isAway: boolean;
/** What a file of the archive waits for before it can be read. */
let readable: Promise<void>;

/** The folder as a store that can be away. */
function awayable(inner: ObjectStore): ObjectStore {
  const orFail = <T>(act: () => Promise<T>): Promise<T> =>
    isAway ? Promise.reject(new Error('ECONNREFUSED')) : act();
  return {
    check: () => orFail(() => inner.check()),
    put: (...args) => orFail(() => inner.put(...args)),
    putBytes: (...args) => orFail(() => inner.putBytes(...args)),
    facts: (...args) => orFail(() => inner.facts(...args)),
    read: (...args) => orFail(() => readable.then(() => inner.read(...args))),
    list: (...args) => orFail(() => inner.list(...args)),
    folders: (...args) => orFail(() => inner.folders(...args)),
    remove: (...args) => orFail(() => inner.remove(...args)),
    linkTo: async () => undefined,
    close: () => inner.close(),
  };
}

const there = () => join(folder.path, 'there');
const objects = () => awayable(new DiskObjects(there()));

async function openArchive(): Promise<void> {
  const removed = await RemovedPrefixes.open(join(folder.path, 'archive', 'removed.json'));
  // Retries come at once.
  const clock = { ...systemClock, after: (_: number, call: () => void) => systemClock.after(1, call) };
  const random = () => new Uint8Array(16);
  archive = new RecordingArchive({ store, objects: objects(), removed, clock, random, log: silentLog });
}

beforeEach(async () => {
  isAway = false;
  readable = Promise.resolve();
  folder = temporaryFolder();
  store = await RecordingStore.open({ root: join(folder.path, 'here'), clock: systemClock, log: silentLog });
  await openArchive();
});
afterEach(async () => {
  await archive.close();
  folder.remove();
});

/** `passed` resolves once `open` was called. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

async function recorded(): Promise<string> {
  const { id, showId } = await store.create('show_1');
  const at = store.folderOf({ id, showId });
  for (const [name, content] of Object.entries(WHOLE)) writeFileSync(join(at, name), content);
  writeFileSync(join(at, 'half.mp4.unfinished'), 'half');
  await store.change(id, { state: 'ready', bytes: 100 });
  return id;
}
const untilStored = (id: string) =>
  waitFor('the recording to be stored', SOON_MS, () => store.find(id)?.archive?.isLocal === true);
const filesAt = (path: string) => (existsSync(path) ? readdirSync(path).sort() : []);
const copy = (id: string) => join(there(), 'show_1', id);
const here = (id: string) => join(folder.path, 'here', 'show_1', id);

test('a recording that is over is copied whole, and what a job makes later follows; one that is being made is left', async () => {
  const { id: running } = await store.create('show_1');
  const id = await recorded();
  await untilStored(id);
  await waitFor(
    'its summary',
    SOON_MS,
    () =>
      JSON.stringify(filesAt(copy(id))) === JSON.stringify([...Object.keys(WHOLE), 'summary.json'].sort()),
  );
  writeFileSync(join(here(id), 'poster.jpg'), 'an image');
  await store.change(id, { posterFile: 'poster.jpg' });
  await waitFor('the poster', SOON_MS, () => existsSync(join(copy(id), 'poster.jpg')));
  expect(filesAt(copy(running))).toEqual([]);
});

test('a store that is away loses nothing and holds nothing up; a restart of ours neither', async () => {
  isAway = true;
  const id = await recorded();
  expect(await archive.evict(id)).toBe(false);
  await archive.close();
  await openArchive();
  expect(store.find(id)?.archive).toBeNull();
  isAway = false;
  await untilStored(id);
  expect(readFileSync(join(copy(id), 'programme.mp4'), 'utf8')).toBe('all of it');
});

test('a full disk is given back, and a job has the files again', async () => {
  const id = await recorded();
  await untilStored(id);
  await waitFor('the disk to be given back', SOON_MS, () => archive.evict(id));
  expect(store.find(id)?.archive?.isLocal).toBe(false);
  expect(filesAt(here(id)).filter((name) => name in WHOLE)).toEqual([]);
  const again = await RecordingStore.open({
    root: join(folder.path, 'here'),
    clock: systemClock,
    log: silentLog,
  });
  expect(again.find(id)?.archive?.isLocal).toBe(false);
  await archive.restore(id);
  expect(readFileSync(join(here(id), 'programme.mp4'), 'utf8')).toBe('all of it');
  expect(store.find(id)?.archive?.isLocal).toBe(true);
});

test('what is deleted while the store is away is deleted there once it can be reached, over a restart of ours', async () => {
  const id = await recorded();
  await untilStored(id);
  isAway = true;
  await store.remove(id);
  expect(filesAt(copy(id))).toContain('programme.mp4');
  await archive.close();
  await openArchive();
  isAway = false;
  await waitFor('the copy to go', SOON_MS, () => !existsSync(copy(id)));
});

test('what retention deletes goes from the archive too, clips and tracks with it', async () => {
  const id = await recorded();
  for (const name of ['clip-a.mp4', 'track-1.webm']) writeFileSync(join(here(id), name), name);
  await store.change(id, { endedAtMs: 1 });
  await waitFor('the files', SOON_MS, () => existsSync(join(copy(id), 'track-1.webm')));
  await waitFor('the disk to be given back', SOON_MS, () => archive.evict(id));
  const evict = (recordingId: string) => archive.evict(recordingId);
  const limits = { store, limitBytes: 0, keepMs: 1_000, evict, clock: systemClock, log: silentLog };
  const kept = new RecordingLimits(limits);
  await kept.review();
  kept.close();
  await waitFor('the copy to go', SOON_MS, () => !existsSync(copy(id)));
  expect([store.find(id), existsSync(here(id))]).toEqual([undefined, false]);
});

test('a clip that is deleted goes from the archive as well, also when that alone has it', async () => {
  const id = await recorded();
  const clip = { clipId: 'clip_a', title: '', fromSeconds: 0, toSeconds: 1, byName: null };
  writeFileSync(join(here(id), 'clip-a.mp4'), 'clip');
  await store.change(id, { clips: [{ ...clip, seconds: 1, bytes: 4, createdAtMs: 0 }] });
  await waitFor('the clip', SOON_MS, () => existsSync(join(copy(id), 'clip-a.mp4')));
  await waitFor('the disk to be given back', SOON_MS, () => archive.evict(id));
  await store.removeClip(id, 'clip_a');
  await waitFor('the clip to go', SOON_MS, () => !existsSync(join(copy(id), 'clip-a.mp4')));
  expect([store.find(id)?.bytes, existsSync(join(copy(id), 'programme.mp4'))]).toEqual([96, true]);
});

test('a copy that was interrupted goes on where it was; keys lead nowhere else', async () => {
  const [from, key] = [join(folder.path, 'file'), 'show_1/rec_1/file'];
  writeFileSync(from, 'twelve bytes');
  mkdirSync(join(there(), 'show_1', 'rec_1'), { recursive: true });
  writeFileSync(join(there(), `${key}.unfinished`), 'TWELVE');
  const store = objects();
  await store.put(key, from, new AbortController().signal);
  expect(await text(await store.read(key))).toBe('TWELVE bytes');
  expect(await text(await store.read(key, { start: 7, end: 8 }))).toBe('by');
  for (const wrong of ['../x', '/x', 'a//b', 'a/../b', '.hidden', ''])
    await expect(store.facts(wrong)).rejects.toThrow(RangeError);
});

test('what others put beside a copy holds no other recording up', async () => {
  const id = await recorded();
  await waitFor('the copy', SOON_MS, () => existsSync(join(copy(id), 'summary.json')));
  for (const name of ['.DS_Store', 'notes (1).txt']) writeFileSync(join(copy(id), name), 'x');
  await store.remove(id);
  const next = await recorded();
  await untilStored(next);
  expect(filesAt(copy(id))).toEqual(['.DS_Store', 'notes (1).txt']);
});

test('a store that sends more than it stored fills no disk, and leaves nothing half', async () => {
  const id = await recorded();
  await untilStored(id);
  await waitFor('the disk to be given back', SOON_MS, () => archive.evict(id));
  writeFileSync(join(copy(id), 'programme.mp4'), 'all of it and more');
  await expect(archive.restore(id)).rejects.toThrow('more than 9 bytes');
  expect(filesAt(here(id)).filter((name) => name.startsWith('programme.mp4'))).toEqual([]);
});

/** A recording whose files lie in the archive alone, and what another node says of it once it has changed it. */
async function changedElsewhere(): Promise<StoredEntry> {
  const id = await recorded();
  await untilStored(id);
  await waitFor('the disk to be given back', SOON_MS, () => archive.evict(id));
  const recording = { ...(store.find(id) ?? newSummary(id, 'show_1', 0)), edits: 1, archive: null };
  const file = (content: string) => ({ bytes: content.length, modifiedMs: 1_000 });
  const files = Object.fromEntries(Object.entries(WHOLE).map(([name, content]) => [name, file(content)]));
  return { kind: 'stored', holder: 'another', storedAtMs: 1, recording, files };
}

test('files that are being fetched are not taken away by what another node says meanwhile', async () => {
  const entry = await changedElsewhere();
  const { id } = entry.recording;
  const { passed, open } = gate();
  readable = passed;
  const restoring = archive.restore(id);
  expect(await archive.adopt(entry)).toBe(false);
  open();
  await restoring;
  expect(filesAt(here(id))).toEqual(expect.arrayContaining(Object.keys(WHOLE)));
});

test('files that are wanted while another node is heard are here afterwards', async () => {
  const { id: other } = (await changedElsewhere()).recording;
  const entry = await changedElsewhere();
  const { id } = entry.recording;
  const { passed, open } = gate();
  const adopt = store.adopt.bind(store);
  const begun = gate();
  store.adopt = async (recording) => {
    begun.open();
    await passed;
    await adopt(recording);
  };
  // That its disk was given back is still being stored: another node is heard after that.
  const adopting = waitFor('the adoption', SOON_MS, () => archive.adopt(entry));
  await begun.passed;
  const restoring = archive.restore(id);
  // Another recording can be fetched meanwhile: so could this one, and its files would go a moment later.
  await archive.restore(other);
  open();
  await adopting;
  await restoring;
  expect(filesAt(here(id))).toEqual(expect.arrayContaining(Object.keys(WHOLE)));
  expect(store.find(id)).toMatchObject({ edits: 1, archive: { isLocal: true } });
});

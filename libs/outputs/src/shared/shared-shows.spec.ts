import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock, systemRandom } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { FakeFeed } from '../../../../tests/support/outputs/fake-feed.js';
import { FaultyObjects } from '../../../../tests/support/outputs/faulty-objects.js';
import type { KeptSegments } from '../feed/kept-segments.js';
import { JOURNAL_NAME } from '../recording/recording-files.js';
import { RecordingIndex } from '../recording/recording-index.js';
import { RecordingStore } from '../recording/recording-store.js';
import { ShowRecorder } from '../recording/show-recorder.js';
import { PackUploads } from './pack-uploads.js';
import { PackedShows } from './packed-shows.js';
import { SharedRecordings } from './shared-recordings.js';
import { SharedRetention } from './shared-retention.js';

const SOON_MS = 8_000;
const SHOW = 'show_1';
const NOTHING_KEPT: KeptSegments = { list: async () => [], read: async () => undefined };
/** Nothing comes by itself: tests say when. */
const clock = { ...systemClock, every: () => () => undefined };

let folder: ReturnType<typeof temporaryFolder>;
let objects: FaultyObjects;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  objects = new FaultyObjects(join(folder.path, 'store'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  folder.remove();
});

const open = async () => objects;
const packs = (lookWithinMs = 1_000) => new PackedShows({ open, lookWithinMs, clock, log: silentLog });
const sharing = (feed: FakeFeed, local = NOTHING_KEPT) => {
  const uploads = new PackUploads({ feed, local, open, clock, random: systemRandom, log: silentLog });
  closing.push(() => uploads.close());
  return uploads;
};

/** A node: its own disk, and what it shares. */
async function node(name: string) {
  const store = await RecordingStore.open({ root: join(folder.path, name), clock, log: silentLog });
  const notes = new SharedRecordings({ open, holder: name, log: silentLog });
  const record = (feed: FakeFeed) => {
    const wish = { isOn: true, tracks: false };
    const recorder = new ShowRecorder({
      ...{ feed, kept: packs(), store, notes, wish, minFreeBytes: 0, clock, log: silentLog },
    });
    closing.push(() => recorder.suspend());
    return recorder;
  };
  const recordedIn = (id: string) => {
    const journal = join(folder.path, name, SHOW, id, JOURNAL_NAME);
    const text = existsSync(journal) ? readFileSync(journal, 'utf8') : '';
    const numbers = RecordingIndex.read(text)
      .renditions.get('video-360')
      ?.segments.map(({ msn }) => msn);
    return (numbers ?? []).sort((a, b) => a - b);
  };
  return { store, notes, record, recordedIn };
}

test('what one node has published is listed and read by another', async () => {
  const feed = new FakeFeed(SHOW);
  const uploads = sharing(feed);
  feed.publish(1, 2, 3);
  await uploads.flush();
  feed.publish(4);
  await uploads.flush();
  const there = packs();
  const listed = await there.list(SHOW);
  expect(new Set(listed.map(({ segment }) => segment.msn))).toEqual(new Set([1, 2, 3, 4]));
  for (const { renditionId, segment } of listed) {
    expect(await there.read(SHOW, segment.uri)).toEqual(feed.bytesOf(segment.uri));
    expect(await there.read(SHOW, segment.mapUri)).toEqual(feed.bytesOf(segment.mapUri));
    expect(feed.renditions.map(({ id }) => id)).toContain(renditionId);
  }
  expect(await there.read(SHOW, 's/video-360/99.m4s')).toBeUndefined();
  expect(uploads.state).toEqual({ state: 'working', waiting: 0, lost: 0 });
});

test('a store that was away gets what was published meanwhile, from this disk where the feed has it no more', async () => {
  const feed = new FakeFeed(SHOW);
  const kept = new Map<string, Buffer>();
  const uploads = sharing(feed, { ...NOTHING_KEPT, read: async (_, uri) => kept.get(uri) });
  objects.fault = 'refuses';
  feed.publish(1, 2);
  await uploads.flush();
  expect(uploads.state).toEqual({ state: 'away', waiting: 4, lost: 0 });
  for (const { uri, mapUri } of feed.all)
    for (const name of [uri, mapUri]) kept.set(name, feed.bytesOf(name) as Buffer);
  feed.forget(1, 2);
  objects.fault = undefined;
  feed.publish(3);
  await waitFor('the store to have all of it', SOON_MS, async () => {
    await uploads.flush();
    return uploads.state.waiting === 0;
  });
  const msns = (await packs().list(SHOW)).map(({ segment }) => segment.msn);
  expect(new Set(msns)).toEqual(new Set([1, 2, 3]));
  expect(uploads.state.lost).toBe(0);
});

test.each(['hangs', 'trickles', 'refuses'] as const)(
  'a store that %s holds a look up for no longer than it may take, and is left alone for a while',
  async (fault) => {
    const feed = new FakeFeed(SHOW);
    const uploads = sharing(feed);
    feed.publish(1, 2);
    await uploads.flush();
    objects.fault = fault;
    const there = packs(300);
    const beganMs = systemClock.monotonicMs();
    expect(await there.list(SHOW)).toEqual([]);
    expect(systemClock.monotonicMs() - beganMs).toBeLessThan(2_000);
    const asked = objects.asked;
    expect(await there.list(SHOW)).toEqual([]);
    expect(objects.asked).toBe(asked);
  },
  20_000,
);

test('what others put into the place of packs is left out', async () => {
  const feed = new FakeFeed(SHOW);
  const uploads = sharing(feed);
  feed.publish(1);
  await uploads.flush();
  const stray = join(folder.path, 'store', 'live', SHOW, 'packs', '000000000-000000000000');
  writeFileSync(stray, 'no pack');
  const listed = await packs().list(SHOW);
  expect(new Set(listed.map(({ segment }) => segment.msn))).toEqual(new Set([1]));
});

test('another node goes on with the recording of one that died: one recording, all segments once', async () => {
  const first = await node('first');
  const feed = new FakeFeed(SHOW);
  const uploads = sharing(feed);
  first.record(feed);
  feed.publish(1, 2, 3);
  feed.events.emit('begun', undefined);
  const [begun] = await waitFor('it to be recorded', SOON_MS, () => {
    const all = first.store.of(SHOW);
    return all.length > 0 && first.recordedIn(all[0]?.id ?? '').length === 3 ? all : undefined;
  });
  await waitFor(
    'other nodes to know of it',
    SOON_MS,
    async () => (await first.notes.unfinished(SHOW)).length === 1,
  );
  await uploads.flush();

  // The first node is no more. The next one lists the end alone.
  const second = await node('second');
  const next = new FakeFeed(SHOW);
  const recorder = second.record(next);
  next.publish(3, 4, 5);
  next.events.emit('begun', undefined);
  const id = begun?.id ?? '';
  await waitFor('the second node to have all of it', SOON_MS, () => {
    return second.store.find(id) !== undefined && second.recordedIn(id).length === 5;
  });
  await recorder.end();
  expect(second.store.of(SHOW).map((each) => [each.id, each.state])).toEqual([[id, 'finishing']]);
  expect(second.recordedIn(id)).toEqual([1, 2, 3, 4, 5]);
  expect(await first.notes.isTaken({ showId: SHOW, id })).toBe(true);
  expect(await second.notes.isTaken({ showId: SHOW, id })).toBe(false);
});

test('a node that finds no store records by itself', async () => {
  const { record, store, recordedIn } = await node('alone');
  objects.fault = 'refuses';
  const feed = new FakeFeed(SHOW);
  record(feed);
  feed.publish(1, 2);
  feed.events.emit('begun', undefined);
  await waitFor('it to be recorded', SOON_MS, () => {
    const [only] = store.of(SHOW);
    return only !== undefined && recordedIn(only.id).length === 2;
  });
});

test('of a show on air what is older than viewers may rewind goes, but not what its recording needs', async () => {
  const feed = new FakeFeed(SHOW);
  const uploads = sharing(feed);
  feed.publish(1);
  await uploads.flush();
  let [nowMs, neededSinceMs] = [systemClock.wallMs(), undefined as number | undefined];
  const retention = new SharedRetention({
    ...{ open, keepMs: 60_000, isOnAir: (id: string) => id === SHOW, log: silentLog },
    neededSinceMs: () => neededSinceMs,
    clock: { ...clock, wallMs: () => nowMs },
  });
  const count = async () => (await objects.list('live/')).length;
  neededSinceMs = nowMs;
  nowMs += 3_600_000;
  await retention.review();
  expect(await count()).toBe(1);
  neededSinceMs = undefined;
  await retention.review();
  expect(await count()).toBe(0);
});

test('a show that cannot be listed keeps nothing of the others in the store', async () => {
  const feeds = [new FakeFeed('show_a'), new FakeFeed('show_b')];
  for (const feed of feeds) {
    const uploads = sharing(feed);
    feed.publish(1);
    await uploads.flush();
  }
  const listed = objects.list.bind(objects);
  objects.list = async (prefix) => {
    if (prefix.includes('show_a')) throw new Error('the store lists without an end');
    return listed(prefix);
  };
  const retention = new SharedRetention({
    ...{ open, keepMs: 60_000, isOnAir: () => true, neededSinceMs: () => undefined, log: silentLog },
    clock: { ...clock, wallMs: () => systemClock.wallMs() + 3_600_000 },
  });
  await retention.review();
  expect(await listed('live/show_b/')).toEqual([]);
  expect(await listed('live/show_a/')).toHaveLength(1);
});

test('what a show left goes once its recordings are whole in the archive', async () => {
  const { notes, store } = await node('first');
  const feed = new FakeFeed(SHOW);
  const uploads = sharing(feed);
  feed.publish(1);
  await uploads.flush();
  const recording = await store.create(SHOW);
  await notes.note(recording, 0);
  let nowMs = systemClock.wallMs();
  const retention = new SharedRetention({
    ...{ open, keepMs: 60_000, isOnAir: () => false, neededSinceMs: () => undefined, log: silentLog },
    clock: { ...clock, wallMs: () => nowMs },
  });
  const count = async () => (await objects.list('live/')).length;
  nowMs += 3_600_000;
  await retention.review();
  expect(await count()).toBe(2);
  await mkdir(join(folder.path, 'store', SHOW, recording.id), { recursive: true });
  writeFileSync(join(folder.path, 'store', SHOW, recording.id, 'summary.json'), '{}');
  await retention.review();
  expect(await count()).toBe(0);
});

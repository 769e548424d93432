import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock, systemRandom, TypedEvents } from '#kernel';
import { PackedShows, PackUploads, type ProgrammeFeed, type ProgrammeFeedEvents } from '#outputs';
import { DiskStore, Packager, PROFILES, parseSnapshot, RamStore } from '#packager';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { FaultyObjects } from '../../../../tests/support/outputs/faulty-objects.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { SharedRewind } from './shared-rewind.js';

const SHOW = 'show_1';
const ANCHOR_MS = 1_700_000_000_000;
const WINDOW_SECONDS = 600;
/** Longer than a snapshot lists. */
const PUBLISHED_SECONDS = 60;
/** Nothing comes by itself. */
const clock = { ...systemClock, every: () => () => undefined };
const own = { clock, log: silentLog, windowSeconds: WINDOW_SECONDS };

let folder: ReturnType<typeof temporaryFolder>;
let objects: FaultyObjects;
let encoder: FakeEncoder;
/** The replica of the node that has followed the show from its beginning. */
let whole: Packager;
let uploads: PackUploads;
const open = async () => objects;

beforeEach(() => {
  folder = temporaryFolder();
  objects = new FaultyObjects(join(folder.path, 'store'));
  const store = new RamStore(1e9);
  whole = Packager.create({
    ...{ ...own, showId: SHOW, profile: PROFILES.low, anchorWallMs: ANCHOR_MS, store },
    renditions: [{ id: 'v', kind: 'video', frameRate: 30, targetBitrate: 1e6 }],
  });
  const events = new TypedEvents<ProgrammeFeedEvents>();
  whole.events.on('segment-published', (told) => events.emit('segment', told));
  const feed: ProgrammeFeed = {
    ...{ events, showId: SHOW, anchorWallMs: ANCHOR_MS, isEnded: false },
    renditions: [{ id: 'v', kind: 'video', targetBitrate: 1e6 }],
    segmentsOf: (id) => whole.renditions.get(id)?.segments ?? [],
    bytesOf: (uri) => store.find(uri),
  };
  const local = { list: async () => [], read: async () => undefined };
  uploads = new PackUploads({ feed, local, open, clock, random: systemRandom, log: silentLog });
  encoder = new FakeEncoder({ kind: 'video' });
  whole.runOpened({ renditionId: 'v', run: 1, start: { units: 0, perSecond: 30 } });
  whole.bytes('v', 1, encoder.init);
  publish(PUBLISHED_SECONDS);
});
afterEach(async () => {
  await uploads.close();
  folder.remove();
});

function publish(untilSeconds: number, ...others: Packager[]): void {
  while (encoder.seconds < untilSeconds) {
    const fragment = encoder.fragment();
    for (const replica of [whole, ...others]) replica.bytes('v', 1, fragment);
  }
}

/** A node that was not there before. */
async function nodeThatCameLate(): Promise<{ disk: DiskStore; replica: Packager }> {
  const disk = await DiskStore.create({
    ...{ folder: join(folder.path, 'disk'), log: silentLog, ramBytes: 1e8, limitBytes: 1e9, minFreeBytes: 0 },
  });
  const packs = new PackedShows({ open, clock, log: silentLog, lookWithinMs: 500 });
  const store = new SharedRewind(SHOW, disk, packs);
  await store.look();
  const { state, bytes } = whole.snapshot();
  const snapshot = parseSnapshot({ state: JSON.parse(JSON.stringify(state)), bytes });
  const replica = Packager.restore(snapshot, { ...own, store, missed: store.missed });
  return { disk, replica };
}

test('a node that came late lists and gives all that was published before, byte for byte', async () => {
  await uploads.flush();
  const { replica, disk } = await nodeThatCameLate();
  const expected = whole.playlist('v');
  expect(expected?.mediaSequence).toBe(1);
  expect(replica.playlist('v')).toEqual(expected);
  for (const { uri, mapUri } of expected?.segments ?? [])
    for (const name of [uri, mapUri])
      expect(await replica.media('v', name)).toEqual(await whole.media('v', name));
  for (let more = 2; more <= 40; more += 2) {
    publish(PUBLISHED_SECONDS + more, replica);
    await disk.flushed();
  }
  expect(replica.playlist('v')).toEqual(whole.playlist('v'));
  expect(replica.playlist('v')?.mediaSequence).toBe(1);
});

test('where the store has a hole, what lies before it is not listed', async () => {
  await uploads.flush();
  const { replica: late } = await nodeThatCameLate();
  const listed = late.playlist('v')?.segments.length;
  await objects.remove(((await objects.list('live/'))[0] ?? { key: '' }).key);
  const { replica } = await nodeThatCameLate();
  expect(replica.playlist('v')?.segments.length).toBeLessThan(listed ?? 0);
  expect(replica.playlist('v')?.mediaSequence).toBeGreaterThan(1);
});

test.each(['hangs', 'refuses', 'trickles'] as const)(
  'a node whose store %s plays what the snapshot lists',
  async (fault) => {
    await uploads.flush();
    objects.fault = fault;
    const { replica } = await nodeThatCameLate();
    expect(replica.playlist('v')?.mediaSequence).toBeGreaterThan(1);
    publish(PUBLISHED_SECONDS + 4, replica);
    const newest = replica.playlist('v')?.segments.at(-1)?.uri ?? '';
    expect(await replica.media('v', newest)).toEqual(await whole.media('v', newest));
  },
);

test('a programme that counts its segments from one again does not get those of the one before', async () => {
  await uploads.flush();
  whole = Packager.create({
    ...{ ...own, showId: SHOW, profile: PROFILES.low, anchorWallMs: ANCHOR_MS + 600_000 },
    renditions: [{ id: 'v', kind: 'video', frameRate: 30, targetBitrate: 1e6 }],
  });
  encoder = new FakeEncoder({ kind: 'video' });
  whole.runOpened({ renditionId: 'v', run: 1, start: { units: 0, perSecond: 30 } });
  whole.bytes('v', 1, encoder.init);
  publish(50);
  const { replica } = await nodeThatCameLate();
  expect(replica.playlist('v')?.segments.every(({ uri }) => whole.media('v', uri) !== undefined)).toBe(true);
});

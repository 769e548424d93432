import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock, TypedEvents } from '#kernel';
import type { KeptSegments } from '../feed/kept-segments.js';
import type {
  FeedRendition,
  FeedSegment,
  ProgrammeFeed,
  ProgrammeFeedEvents,
} from '../feed/programme-feed.js';
import { RecordingStore } from './recording-store.js';
import { ShowRecorder } from './show-recorder.js';

const fixtures = join(import.meta.dirname, '../../../../tests/fixtures/fmp4');
const SEGMENT_SECONDS = 2;
const clock = { ...systemClock, every: () => () => undefined };
const RENDITIONS: FeedRendition[] = [
  { id: 'portrait-640', kind: 'video', format: 'portrait', height: 1_138, targetBitrate: 1 },
  { id: 'video-360', kind: 'video', height: 360, targetBitrate: 1 },
  { id: 'audio', kind: 'audio', targetBitrate: 1 },
];
const maps = new Map<string, Buffer>();
let root: string;
let store: RecordingStore;

beforeEach(async () => {
  for (const kind of ['video', 'audio']) maps.set(kind, await readFile(join(fixtures, `${kind}-init.mp4`)));
  root = await mkdtemp(join(tmpdir(), 'recorder-'));
  store = await RecordingStore.open({ root, clock, log: silentLog });
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Segments of all renditions by number; the bytes of each are its name. */
class FakeFeed implements ProgrammeFeed {
  readonly events = new TypedEvents<ProgrammeFeedEvents>();
  readonly showId = 'show_1';
  readonly isEnded = false;
  listed: number[] = [];
  chapters: { atSeconds: number; title: string }[] = [];

  constructor(
    readonly renditions: FeedRendition[] = RENDITIONS,
    readonly session = 's',
    readonly anchorWallMs = 0,
  ) {}

  segmentsOf(renditionId: string): FeedSegment[] {
    return this.listed.map((msn) => segmentOf(renditionId, msn, this.session, this.anchorWallMs));
  }

  bytesOf(uri: string): Buffer | undefined {
    return bytesOf(uri);
  }
}

const bytesOf = (uri: string): Buffer | undefined =>
  uri.endsWith('init.mp4') ? maps.get(uri.includes('audio') ? 'audio' : 'video') : Buffer.from(uri);
const segmentOf = (renditionId: string, msn: number, session = 's', anchorWallMs = 0): FeedSegment => ({
  msn,
  uri: `${session}/${renditionId}-${msn}.m4s`,
  mapUri: `${session}/${renditionId}-init.mp4`,
  startSeconds: (msn - 1) * SEGMENT_SECONDS,
  endSeconds: msn * SEGMENT_SECONDS,
  programDateTimeMs: anchorWallMs + (msn - 1) * SEGMENT_SECONDS * 1_000,
  discontinuity: false,
  gap: false,
});
const nothingKept: KeptSegments = { list: async () => [], read: async () => undefined };

function recorderOf(feed: FakeFeed, kept: KeptSegments = nothingKept): ShowRecorder {
  const wish = { isOn: true, tracks: true };
  return new ShowRecorder({ feed, kept, store, wish, minFreeBytes: 0, clock, log: silentLog });
}

const textOf = (format: string, name: string): Promise<string> => {
  const recording = store.all.find((each) => each.format === format);
  return readFile(join(store.folderOf(recording ?? { showId: '', id: '' }), name), 'utf8');
};
const segmentsIn = async (format: string, renditionId: string) =>
  (await textOf(format, `${renditionId}.m3u8`)).match(/#EXT-X-BYTERANGE/g)?.length;

test('each format of a show has a recording of its own, with the audio of all', async () => {
  const feed = new FakeFeed();
  const recorder = recorderOf(feed);
  feed.listed = [1, 2, 3];
  feed.events.emit('begun', undefined);
  await recorder.end();
  expect(store.all.map(({ format, state, seconds }) => [format, state, seconds])).toEqual([
    ['main', 'finishing', 6],
    ['portrait', 'finishing', 6],
  ]);
  expect(new Set(store.all.map(({ startedAtMs }) => startedAtMs)).size).toBe(1);
  const lines = (text: string) => text.split('\n').filter((line) => /^[^#]/.test(line));
  expect(lines(await textOf('main', 'index.m3u8'))).toEqual(['video-360.m3u8']);
  expect(lines(await textOf('portrait', 'index.m3u8'))).toEqual(['portrait-640.m3u8']);
  expect([await segmentsIn('main', 'audio'), await segmentsIn('portrait', 'audio')]).toEqual([3, 3]);
});

test('the next process goes on with the recording of each format, and finishes one that the show has no more', async () => {
  const feed = new FakeFeed();
  const first = recorderOf(feed);
  feed.listed = [1];
  feed.events.emit('begun', undefined);
  await first.suspend();
  store = await RecordingStore.open({ root, clock, log: silentLog });
  const changed = new FakeFeed(RENDITIONS.filter(({ format }) => format === undefined));
  const second = recorderOf(changed);
  changed.listed = [1, 2];
  changed.events.emit('begun', undefined);
  await second.end();
  expect(store.all.map(({ format, state, seconds }) => [format, state, seconds]).sort()).toEqual([
    ['main', 'finishing', 4],
    ['portrait', 'finishing', 2],
  ]);
});

test('what was published while nobody recorded is taken from what is kept for rewinding', async () => {
  const first = new FakeFeed();
  first.listed = [2, 3];
  const recorder = recorderOf(first);
  first.events.emit('begun', undefined);
  await recorder.suspend();
  const next = new FakeFeed();
  next.listed = [30, 31];
  const GONE = 12;
  const numbers = Array.from({ length: 31 }, (_, at) => at + 1);
  const kept: KeptSegments = {
    list: async () =>
      RENDITIONS.flatMap(({ id }) =>
        numbers.map((msn) => ({ renditionId: id, segment: segmentOf(id, msn) })),
      ),
    read: async (_, uri) => (uri.endsWith(`-${GONE}.m4s`) ? undefined : bytesOf(uri)),
  };
  const second = recorderOf(next, kept);
  next.events.emit('begun', undefined);
  await second.end();
  // From 2 to 31 without the one that is gone. What was published before the recording began is no part of it.
  for (const [format, id] of [
    ['main', 'video-360'],
    ['main', 'audio'],
    ['portrait', 'portrait-640'],
  ] as const)
    expect(await segmentsIn(format, id)).toBe(29);
  const text = await textOf('main', 'video-360.m3u8');
  expect(text.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(1);
  expect(store.all.map(({ seconds }) => seconds)).toEqual([60, 60]);
});

test('a programme that counts from zero again is recorded behind the one before, and played there', async () => {
  const feed = new FakeFeed();
  const first = recorderOf(feed);
  feed.listed = [1, 2, 3];
  feed.events.emit('begun', undefined);
  await first.suspend();
  store = await RecordingStore.open({ root, clock, log: silentLog });
  const again = new FakeFeed(RENDITIONS, 't', 60_000);
  const second = recorderOf(again);
  again.listed = [1, 2];
  again.events.emit('begun', undefined);
  await second.end();
  const text = await textOf('main', 'video-360.m3u8');
  const places = [...text.matchAll(/BYTERANGE:\d+@(\d+)/g)].map(([, at]) => Number(at));
  expect(places).toHaveLength(5);
  expect(places.toSorted((a, b) => a - b)).toEqual(places);
  expect(text.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(1);
  expect(store.all.map(({ seconds }) => seconds)).toEqual([64, 64]);
});

test('a chapter that is marked on air is kept with the next segment, in every format, over a restart', async () => {
  const feed = new FakeFeed();
  const first = recorderOf(feed);
  feed.listed = [1, 2];
  feed.events.emit('begun', undefined);
  feed.chapters = [{ atSeconds: 3, title: 'The talk' }];
  const segment = segmentOf('audio', 3);
  feed.listed = [1, 2, 3];
  feed.events.emit('segment', { renditionId: 'audio', segment });
  await first.suspend();
  store = await RecordingStore.open({ root, clock, log: silentLog });
  // The next process may follow a programme that knows nothing of it.
  const later = new FakeFeed();
  const second = recorderOf(later);
  later.listed = [1, 2, 3];
  later.events.emit('begun', undefined);
  await second.end();
  expect(store.all.map(({ chapters }) => chapters)).toEqual([feed.chapters, feed.chapters]);
});

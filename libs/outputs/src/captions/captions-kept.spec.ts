import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock, TypedEvents } from '#kernel';
import { type CaptionCue, printWebVtt } from '#media';
import { editRecording } from '../edit/edit-recording.js';
import type { KeptSegments } from '../feed/kept-segments.js';
import type {
  FeedRendition,
  FeedSegment,
  ProgrammeFeed,
  ProgrammeFeedEvents,
} from '../feed/programme-feed.js';
import { RecordingStore } from '../recording/recording-store.js';
import { ShowRecorder } from '../recording/show-recorder.js';
import { CaptionReader } from './caption-reader.js';

const fixtures = join(import.meta.dirname, '../../../../tests/fixtures/fmp4');
const SEGMENT_SECONDS = 2;
const ZERO_MS = 1_700_000_000_000;
const clock = { ...systemClock, every: () => () => undefined };
const VIDEO: FeedRendition = { id: 'video-360', kind: 'video', height: 360, targetBitrate: 1 };
const CAPTIONS = ['en', 'ko', 'fr'].map(
  (language): FeedRendition => ({
    id: `captions-${language}`,
    kind: 'subtitles',
    language,
    name: language.toUpperCase(),
    targetBitrate: 1,
  }),
);
const cue = (id: string, atSeconds: number, text: string): CaptionCue => ({
  id,
  startMs: ZERO_MS + atSeconds * 1_000,
  endMs: ZERO_MS + atSeconds * 1_000 + 1_000,
  words: [{ atMs: ZERO_MS + atSeconds * 1_000, text }],
});

/** What each segment of a language holds, by its number. */
const PUBLISHED: Record<string, Record<number, { cues: CaptionCue[]; withdrawn?: string[] }>> = {
  en: {
    1: { cues: [cue('a', 0.5, 'good mourning')] },
    2: { cues: [cue('a', 0.5, 'good morning'), cue('b', 2.5, 'noise'), cue('c', 3.5, 'everybody')] },
    3: { cues: [cue('c', 3.5, 'everybody')], withdrawn: ['b'] },
    4: { cues: [cue('d', 6.2, 'thank you')] },
  },
  ko: { 1: { cues: [cue('a', 0.7, '안녕하세요')] } },
};

let map: Buffer;
let root: string;
let store: RecordingStore;

beforeEach(async () => {
  map = await readFile(join(fixtures, 'video-init.mp4'));
  root = await mkdtemp(join(tmpdir(), 'captions-'));
  store = await RecordingStore.open({ root, clock, log: silentLog });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const SHOW = { session: 's', zeroMs: ZERO_MS };

const segmentOf = ({ id, kind }: FeedRendition, msn: number, { session, zeroMs } = SHOW): FeedSegment => ({
  msn,
  uri: `${session}/${id}-${msn}`,
  mapUri: kind === 'subtitles' ? '' : `${session}/${id}-init`,
  startSeconds: (msn - 1) * SEGMENT_SECONDS,
  endSeconds: msn * SEGMENT_SECONDS,
  programDateTimeMs: zeroMs + (msn - 1) * SEGMENT_SECONDS * 1_000,
  discontinuity: false,
  gap: false,
});

function bytesOf(uri: string): Buffer {
  if (uri.endsWith('-init')) return map;
  const [, language, msn] = /captions-(\w+)-(\d+)$/.exec(uri) ?? [];
  if (language === undefined) return Buffer.from(uri);
  const { cues = [], withdrawn = [] } = PUBLISHED[language]?.[Number(msn)] ?? {};
  return Buffer.from(printWebVtt(cues, ZERO_MS, { withdrawn }));
}

function feedOf(listed: readonly number[], timeline: typeof SHOW): ProgrammeFeed {
  const renditions = [VIDEO, ...CAPTIONS];
  return {
    events: new TypedEvents<ProgrammeFeedEvents>(),
    showId: 'show_1',
    anchorWallMs: timeline.zeroMs,
    isEnded: false,
    renditions,
    segmentsOf: (id) => {
      const found = renditions.find((each) => each.id === id);
      return found === undefined ? [] : listed.map((msn) => segmentOf(found, msn, timeline));
    },
    bytesOf,
  };
}

const nothingKept: KeptSegments = { list: async () => [], read: async () => undefined };

/** One process of the outputs, from its start to its end. */
async function record(
  listed: readonly number[],
  isLast: boolean,
  kept = nothingKept,
  timeline = SHOW,
): Promise<void> {
  const feed = feedOf(listed, timeline);
  const wish = { isOn: true, tracks: false };
  const recorder = new ShowRecorder({ feed, kept, store, wish, minFreeBytes: 0, clock, log: silentLog });
  feed.events.emit('begun', undefined);
  await (isLast ? recorder.end() : recorder.suspend());
}

const recording = () => {
  const [only] = store.all;
  if (only === undefined) throw new Error('nothing is recorded');
  return only;
};
const textOf = (name: string): Promise<string> => readFile(join(store.folderOf(recording()), name), 'utf8');
const said = async (language: string, words: string) => {
  const index = await new CaptionReader({ root }).read(recording(), language);
  return index?.find(words, 10).map(({ atMs }) => (atMs - ZERO_MS) / 1_000);
};

test('captions are recorded as they were corrected, over two processes, in the languages in which something was said', async () => {
  await record([1, 2], false);
  await record([3, 4], true);
  expect(recording()).toMatchObject({
    playedFromMs: ZERO_MS,
    seconds: 8,
    captions: [
      { language: 'en', name: 'EN', file: 'captions-en.vtt' },
      { language: 'ko', name: 'KO', file: 'captions-ko.vtt' },
    ],
  });
  expect(await textOf('captions-en.vtt')).toBe(
    'WEBVTT\n\na\n00:00:00.500 --> 00:00:01.500\ngood morning\n\nc\n00:00:03.500 --> 00:00:04.500\neverybody\n\n' +
      'd\n00:00:06.200 --> 00:00:07.200\nthank you\n',
  );
  const index = await textOf('index.m3u8');
  expect(index.match(/TYPE=SUBTITLES.*/g)).toHaveLength(2);
  expect(index).toMatch(/#EXT-X-STREAM-INF:.*SUBTITLES="captions"/);
  const playlist = await textOf('captions-en.m3u8');
  const segments = Buffer.from(await textOf('segments-captions-en.vtt'));
  const ranges = [...playlist.matchAll(/BYTERANGE:(\d+)@(\d+)/g)].map(([, length, at]) =>
    segments.subarray(Number(at), Number(at) + Number(length)).toString(),
  );
  expect(ranges).toHaveLength(4);
  for (const text of ranges) expect(text).toMatch(/^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0/);
  // A cue stands in each segment into which it lasts; what was taken back stands in none.
  expect(ranges.map((text) => text.match(/everybody|morning|noise|thank/g)?.join() ?? '')).toEqual([
    'morning',
    'everybody',
    'everybody',
    'thank',
  ]);
  expect([await said('en', 'morning'), await said('en', 'noise'), await said('fr', 'a')]).toEqual([
    [0.5],
    [],
    undefined,
  ]);
});

test('what was published while nobody recorded is taken from what is kept for rewinding', async () => {
  await record([1], false);
  const kept: KeptSegments = {
    list: async () =>
      [VIDEO, ...CAPTIONS].flatMap((each) =>
        [1, 2, 3, 4].map((msn) => ({ renditionId: each.id, segment: segmentOf(each, msn) })),
      ),
    read: async (_, uri) => bytesOf(uri),
  };
  await record([4], true, kept);
  expect(await said('en', 'everybody')).toEqual([3.5]);
});

test('captions of a programme that counts from zero again stand at their time of day', async () => {
  await record([1, 2], false);
  await record([4], true, nothingKept, { session: 't', zeroMs: ZERO_MS + 60_000 });
  expect([await said('en', 'everybody'), await said('en', 'thank')]).toEqual([[3.5], [66.2]]);
});

test('a trimmed recording has the captions of what is played, and gets the others back', async () => {
  await record([1, 2, 3, 4], true);
  await store.change(recording().id, { state: 'ready' });
  const edit = (trim: { fromSeconds: number; toSeconds: number } | null) =>
    editRecording(store, recording().id, { trim }, silentLog);
  await edit({ fromSeconds: 2, toSeconds: 6 });
  expect(recording()).toMatchObject({
    playedFromMs: ZERO_MS + 2_000,
    captions: [{ language: 'en', name: 'EN', file: 'captions-en.vtt' }],
  });
  expect((await textOf('captions-en.vtt')).match(/\d\d:\d\d\.\d{3} --> .*\n.*/g)).toEqual([
    '00:01.500 --> 00:00:02.500\neverybody',
  ]);
  expect([await said('en', 'everybody'), await said('en', 'thank')]).toEqual([[3.5], []]);
  await expect(textOf('captions-ko.vtt')).rejects.toThrow('ENOENT');
  await expect(textOf('captions-ko.m3u8')).rejects.toThrow('ENOENT');
  await edit(null);
  expect(recording().captions).toHaveLength(2);
  expect(await said('ko', '안녕')).toEqual([0.7]);
});

test('captions that left this disk are read where they lie, and not for ever', async () => {
  await record([1, 2, 3, 4], true);
  const text = await textOf('captions-en.vtt');
  await rm(store.folderOf(recording()), { recursive: true });
  let isAway = true;
  const objects = {
    facts: async (key: string) => (key.endsWith('captions-en.vtt') ? { bytes: 1, tag: 'a' } : undefined),
    read: async () => Readable.from([Buffer.from(text)]),
  };
  const reader = new CaptionReader({
    root,
    openArchive: async () => {
      if (isAway) throw new Error('away');
      return objects as never;
    },
  });
  await expect(reader.read(recording(), 'en')).rejects.toThrow('away');
  isAway = false;
  expect((await reader.read(recording(), 'en'))?.find('thank', 1)).toHaveLength(1);
  expect(await reader.read(recording(), 'ko')).toBeUndefined();
});

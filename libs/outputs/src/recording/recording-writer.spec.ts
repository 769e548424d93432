import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import type { FeedRendition, FeedSegment, ProgrammeFeed } from '../feed/programme-feed.js';
import { RecordingIndex } from './recording-index.js';
import { RecordingWriter } from './recording-writer.js';

/** Every write to it ends as on a disk that is full. */
const FULL_DISK = '/dev/full';
const RENDITIONS: FeedRendition[] = ['video-360', 'audio'].map((id) => ({
  id,
  kind: id === 'audio' ? 'audio' : 'video',
  targetBitrate: 1,
}));
let folder: string;
let listed: number;
let writers: RecordingWriter[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'writer-'));
  listed = 0;
  writers = [];
});
afterEach(async () => {
  for (const writer of writers) await writer.close();
  await rm(folder, { recursive: true, force: true });
});

const segmentOf = (id: string, msn: number): FeedSegment => ({
  msn,
  uri: `${id}-${msn}.m4s`,
  mapUri: `${id}-init.mp4`,
  startSeconds: msn * 2,
  endSeconds: msn * 2 + 2,
  programDateTimeMs: msn * 2_000,
  discontinuity: false,
  gap: false,
});
const feed: ProgrammeFeed = {
  events: new TypedEvents(),
  showId: 'show_1',
  anchorWallMs: 0,
  renditions: RENDITIONS,
  isEnded: false,
  segmentsOf: (id) => Array.from({ length: listed }, (_, at) => segmentOf(id, at + 1)),
  bytesOf: (uri) => Buffer.from(`<${uri}>`),
};

async function open(options = { minFreeBytes: 0 }) {
  // The same object: what it says may change.
  const writer = await RecordingWriter.open(Object.assign(options, { folder, log: silentLog }));
  writers.push(writer);
  const told: string[] = [];
  writer.events.on('disk', ({ state }) => told.push(state));
  const publish = async () => {
    listed += 1;
    writer.take(feed, -Infinity);
    await writer.flushed();
  };
  return { writer, told, publish };
}

/** What the journal says lies where, read from the files. */
async function recorded(id: string): Promise<string[]> {
  const index = RecordingIndex.read(await readFile(join(folder, 'recording.jsonl'), 'utf8'));
  const file = await readFile(join(folder, `${id}.m4s`), 'utf8');
  const { maps, segments } = index.renditions.get(id) ?? { maps: new Map(), segments: [] };
  return [...maps.values(), ...segments].map(({ offset, bytes }) => file.slice(offset, offset + bytes));
}

test('while the machine has no room nothing is recorded, it is said once, and then what is listed is', async () => {
  const options = { minFreeBytes: 0 };
  const { told, publish } = await open(options);
  await publish();
  options.minFreeBytes = Number.MAX_SAFE_INTEGER;
  await publish();
  await publish();
  expect([told, (await recorded('audio')).length]).toEqual([['stopped'], 2]);
  options.minFreeBytes = 0;
  await publish();
  expect(told).toEqual(['stopped', 'working']);
  for (const { id } of RENDITIONS)
    expect(await recorded(id)).toEqual([
      `<${id}-init.mp4>`,
      ...[1, 2, 3, 4].map((msn) => `<${id}-${msn}.m4s>`),
    ]);
});

test('a disk that is full in the middle of a batch leaves nothing that counts, and the next process writes over it', async () => {
  await symlink(FULL_DISK, join(folder, 'audio.m4s'));
  const first = await open();
  await first.publish();
  expect([first.told, first.writer.index.bytes]).toEqual([['stopped'], 0]);
  expect(await readFile(join(folder, 'recording.jsonl'), 'utf8')).toBe('');
  await rm(join(folder, 'audio.m4s'));
  const second = await open();
  await second.publish();
  for (const { id } of RENDITIONS)
    expect(await recorded(id)).toEqual([`<${id}-init.mp4>`, `<${id}-1.m4s>`, `<${id}-2.m4s>`]);
});

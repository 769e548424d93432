import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { lengthPrefixed } from '#media';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { FLV_TYPE } from '../flv/flv.js';
import { avcHeader } from '../testing/avc-header.js';
import { IDR } from '../testing/elements.js';
import { type FeedTarget, FlvFeed } from './flv-feed.js';

const VIDEO_HEADER = avcHeader();
const KEY = Buffer.concat([Buffer.from([0x17, 1, 0, 0, 0]), lengthPrefixed([IDR])]);
const B_FRAME = Buffer.from([0x27, 1, 0, 0, 33, 1]);
const AUDIO = Buffer.from([0xaf, 1, 0]);
/** More than that waits for no FFmpeg. */
const KEPT_AT_MOST_BYTES = 8 << 20;

let clock: ManualClock;
let said: string[];
let started: string[];
let copied: number;
let feed: FlvFeed;
let command: string;

const TARGET: FeedTarget = {
  ...{ port: 9, videoSsrc: 1, audioSsrc: 2 },
  send: () => {
    copied += 1;
  },
};

beforeEach(() => {
  clock = new ManualClock();
  [said, started, copied] = [[], [], 0];
  command = 'exec sleep 60';
  feed = new FlvFeed({
    name: 'of a test',
    ffmpeg: (args) => {
      started.push(args.filter((each) => ['0:v:0', '0:a:0'].includes(each)).join(' '));
      return { command: 'sh', args: ['-c', command] };
    },
    clock,
    log: silentLog,
    wants: ({ video, audio }) => said.push(`wants ${video} ${audio}`),
    note: (notes) => said.push(`${notes.length} notes`),
    failed: (reason) => said.push(reason),
  });
});
afterEach(() => feed.close());

/** Every 20 ms. */
function audioFor(ms: number, fromMs: number): void {
  for (let at = 0; at < ms; at += 20) {
    feed.push(FLV_TYPE.audio, fromMs + at, AUDIO);
    clock.advance(20);
  }
}

function video(atMs: number, ...bodies: Buffer[]): void {
  for (const body of bodies) feed.push(FLV_TYPE.video, atMs, body);
}

test('video whose first key frame comes after audio alone has begun gets its place', () => {
  audioFor(1_600, 0);
  feed.start(TARGET);
  expect([said, started]).toEqual([['0 notes', 'wants false true'], ['0:a:0']]);
  video(1_600, VIDEO_HEADER, KEY);
  feed.start(TARGET);
  expect([said.slice(2), started.slice(1)]).toEqual([['0 notes', 'wants true true'], ['0:a:0']]);
  expect(copied).toBeGreaterThan(0);
});

test('what comes between the wish and its answer gets its place before anything begins', () => {
  audioFor(1_600, 0);
  video(1_600, VIDEO_HEADER, KEY);
  feed.start(TARGET);
  expect([said.at(-1), started, copied]).toEqual(['wants true true', [], 0]);
  feed.start(TARGET);
  expect(started).toEqual(['0:a:0']);
  expect(copied).toBeGreaterThan(0);
});

test('audio that comes after video alone has begun gets its place', () => {
  video(0, VIDEO_HEADER, KEY);
  clock.advance(500);
  video(33, KEY);
  feed.start(TARGET);
  audioFor(20, 40);
  expect([said, started]).toEqual([['0 notes', 'wants true false', '0 notes', 'wants true true'], []]);
  expect(copied).toBeGreaterThan(0);
});

test('why it is encoded is said with each place, however early that was known', () => {
  feed.pause();
  video(0, VIDEO_HEADER, KEY);
  video(33, B_FRAME);
  audioFor(20, 40);
  expect(said).toEqual([]);
  feed.restart();
  feed.restart();
  expect(said).toEqual(['1 notes', 'wants true true', '1 notes', 'wants true true']);
});

test('places are requested before anything comes where the sender says what it will send', () => {
  feed.expect({ video: true, audio: true });
  feed.start(TARGET);
  expect([said, started, copied]).toEqual([['0 notes', 'wants true true'], [], 0]);
  video(0, VIDEO_HEADER, KEY);
  expect(copied).toBeGreaterThan(0);
  expect(started).toEqual([]);
  audioFor(40, 10);
  expect(started).toEqual(['0:a:0']);
});

test('video that was expected and does not come keeps nobody from hearing the audio', () => {
  feed.expect({ video: true, audio: true });
  feed.start(TARGET);
  audioFor(1_400, 0);
  expect(started).toEqual([]);
  audioFor(200, 1_400);
  expect(started).toEqual(['0:a:0']);
  video(1_700, VIDEO_HEADER, KEY);
  expect(copied).toBeGreaterThan(0);
  expect(said).toHaveLength(2);
});

test('video that cannot be copied waits for its audio, and is encoded with it', () => {
  feed.expect({ video: true, audio: true });
  feed.start(TARGET);
  video(0, VIDEO_HEADER, KEY, B_FRAME);
  expect([said.slice(2), started]).toEqual([['1 notes', 'wants true true'], []]);
  feed.start(TARGET);
  expect(started).toEqual([]);
  audioFor(20, 10);
  expect(started).toEqual(['0:v:0 0:a:0']);
});

test('video that says to be H.264 and cannot be read goes to FFmpeg, and nothing of it to the stage', () => {
  feed.expect({ video: true, audio: true });
  feed.start(TARGET);
  audioFor(20, 0);
  video(10, VIDEO_HEADER, KEY.subarray(0, -1));
  expect([said.slice(2), started, copied]).toEqual([['1 notes', 'wants true true'], [], 0]);
  feed.start(TARGET);
  expect(started).toEqual(['0:v:0 0:a:0']);
});

test('audio that comes after an encode has begun without it begins another one', () => {
  feed.expect({ video: true, audio: true });
  feed.start(TARGET);
  video(0, VIDEO_HEADER, B_FRAME, KEY);
  clock.advance(500);
  video(500, B_FRAME);
  expect(started).toEqual(['0:v:0']);
  audioFor(20, 510);
  feed.start(TARGET);
  expect(started).toEqual(['0:v:0', '0:v:0 0:a:0']);
});

test('a receiver that asks for a key frame gets the newest one again', () => {
  feed.expect({ video: true, audio: false });
  feed.start(TARGET);
  video(0, VIDEO_HEADER, KEY);
  const once = copied;
  feed.repeatKeyFrame();
  expect(copied).toBeGreaterThan(once);
  feed.pause();
  const before = copied;
  feed.repeatKeyFrame();
  expect(copied).toBe(before);
});

test('audio alone goes on as soon as FFmpeg takes some again, without a key frame that never comes', async () => {
  const folder = temporaryFolder();
  const [taken, reads] = ['taken', 'reads'].map((name) => join(folder.path, name)) as [string, string];
  command = `until [ -e ${reads} ]; do sleep 0.05; done; exec cat > ${taken}`;
  const large = Buffer.concat([AUDIO, Buffer.alloc(100_000)]);
  audioFor(1_600, 0);
  feed.start(TARGET);
  for (let at = 1_600; at < 3_600; at += 20) feed.push(FLV_TYPE.audio, at, large);
  await writeFile(reads, '');
  await waitFor('what was kept to be taken', 10_000, async () => {
    const { size } = await stat(taken).catch(() => ({ size: 0 }));
    return size >= KEPT_AT_MOST_BYTES;
  });
  const again = Buffer.concat([AUDIO, Buffer.from('again')]);
  await waitFor('audio to go on', 10_000, async () => {
    feed.push(FLV_TYPE.audio, 3_600, again);
    return (await readFile(taken)).includes('again');
  });
  await feed.close();
  folder.remove();
}, 25_000);

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FLV_TYPE } from '../flv/flv.js';
import { FlvFeed } from './flv-feed.js';

const TARGET = { port: 9, videoSsrc: 1, audioSsrc: 2 };
/** High profile, and nothing that is read of it here. */
const VIDEO_HEADER = Buffer.from([0x17, 0, 0, 0, 0, 1, 100, 0, 13, 0xff]);
const KEY = Buffer.from([0x17, 1, 0, 0, 0, 1]);
const B_FRAME = Buffer.from([0x27, 1, 0, 0, 33, 1]);
const AUDIO = Buffer.from([0xaf, 1, 0]);

let clock: ManualClock;
let said: string[];
let started: string[];
let feed: FlvFeed;

beforeEach(() => {
  clock = new ManualClock();
  [said, started] = [[], []];
  feed = new FlvFeed({
    name: 'of a test',
    ffmpeg: (args) => {
      started.push(args.filter((each) => ['0:v:0', '0:a:0'].includes(each)).join(' '));
      return { command: 'sleep', args: ['60'] };
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
  expect([said.slice(2), started.slice(1)]).toEqual([['0 notes', 'wants true true'], ['0:v:0 0:a:0']]);
});

test('what comes between the wish and its answer gets its place before anything begins', () => {
  audioFor(1_600, 0);
  video(1_600, VIDEO_HEADER, KEY);
  feed.start(TARGET);
  expect([said.at(-1), started]).toEqual(['wants true true', []]);
  feed.start(TARGET);
  expect(started).toEqual(['0:v:0 0:a:0']);
});

test('audio that comes after video alone has begun gets its place', () => {
  video(0, VIDEO_HEADER, KEY);
  clock.advance(500);
  video(33, KEY);
  feed.start(TARGET);
  audioFor(20, 40);
  expect([said, started]).toEqual([['0 notes', 'wants true false', '0 notes', 'wants true true'], ['0:v:0']]);
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

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { adts, INTER, KEY } from '../testing/elements.js';
import { elementPackets, mediaPacket, patPacket, pmtPacket, TS_PID } from '../testing/ts-packets.js';
import { SrtFeed } from './srt-feed.js';

const [H264, MPEG_2, AAC] = [0x1b, 0x02, 0x0f];
const { video, audio } = TS_PID;
const tables = (type: number) =>
  Buffer.concat([
    patPacket(),
    pmtPacket([
      { type, pid: video },
      { type: AAC, pid: audio },
    ]),
  ]);
const FRAMES = Buffer.concat([
  ...elementPackets({ pid: video, pts: 90_000, data: KEY }),
  ...elementPackets({ pid: audio, pts: 90_000, data: adts(Buffer.alloc(200)), isSized: true }),
]);

let clock: ManualClock;
let said: string[];
let feed: SrtFeed;

beforeEach(() => {
  clock = new ManualClock();
  said = [];
  feed = new SrtFeed({
    name: 'of a test',
    ffmpeg: () => ({ command: 'sleep', args: ['60'] }),
    clock,
    log: silentLog,
    wants: (kinds) => said.push(`wants ${kinds.video} ${kinds.audio}`),
    note: (notes) => said.push(`${notes.length} notes`),
    failed: (reason) => said.push(reason),
  });
  feed.restart();
});
afterEach(() => feed.close());

test('H.264 and AAC get places once they came, and no note is left of what came before', () => {
  feed.push(tables(MPEG_2));
  feed.push(tables(H264));
  feed.push(FRAMES);
  expect(said).toEqual(['1 notes', 'wants true true', '0 notes', 'wants true true']);
});

test('tracks that change to others after long are read by FFmpeg', () => {
  // An encoder that was there before its connection begins between two tables.
  feed.push(mediaPacket(video));
  feed.push(tables(H264));
  feed.push(FRAMES);
  clock.advance(6_000);
  feed.push(tables(MPEG_2));
  expect(said).toEqual(['0 notes', 'wants true true', '1 notes', 'wants true true']);
});

test('H.264 that is not as its table says is read by FFmpeg', () => {
  feed.push(tables(H264));
  feed.push(FRAMES);
  feed.push(Buffer.concat(elementPackets({ pid: video, pts: 93_000, data: Buffer.concat([INTER, INTER]) })));
  expect(said).toEqual(['0 notes', 'wants true true', '1 notes', 'wants true true']);
});

// Real here: FFmpeg as the encoder of the sender, and the FFmpeg that makes RTP of it for the stage. No server, no clock: media comes as fast as it is made.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { type FeedTarget, FlvFeed } from '../../libs/ingest/src/feed/flv-feed.js';
import { TsFeed } from '../../libs/ingest/src/feed/ts-feed.js';
import { BOUNDED_FFMPEG } from '../support/inputs/bounded-ffmpeg.js';
import { madeMedia, tagsOf } from '../support/inputs/made-media.js';
import { waitFor } from '../support/kernel/wait-for.js';

const VIDEO = 96;
const AUDIO = 97;
/** RTCP, with which a report begins. */
const SENDER_REPORT = 200;
/** FLV has whole milliseconds. */
const ROUNDING_MS = 1.5;
/** Opus begins 312 samples before the first sample that was encoded. */
const OPUS_LOOK_AHEAD_MS = 6.5;
const SOON_MS = 30_000;
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-bf', '0'];
const HIGH = 100;

let socket: Socket;
let port: number;
/** Packets by payload type. */
let counts: Map<number, number>;
/** Profiles that the parameter sets of H.264 named. */
let profiles: Set<number>;
let notes: string[];
let failure: string | undefined;
/** By payload type: its first RTP time, and what its first sender report says. */
let firsts: Map<number, number>;
let reports: Map<number, { wallMs: number; rtpTime: number }>;
let wanted: { video: boolean; audio: boolean } | undefined;
let laterMs: number;
let feed: FlvFeed | TsFeed | undefined;

beforeEach(async () => {
  [counts, profiles, notes, failure, wanted] = [new Map(), new Set(), [], undefined, undefined];
  [firsts, reports] = [new Map(), new Map()];
  laterMs = 0;
  socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 ** 2 });
  socket.on('message', (packet) => {
    const payloadType = (packet[1] ?? 0) & 0x7f;
    counts.set(payloadType, (counts.get(payloadType) ?? 0) + 1);
    noteTimes(payloadType, packet);
    if (payloadType === VIDEO) for (const profile of profilesIn(packet.subarray(12))) profiles.add(profile);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  ({ port } = socket.address());
});
afterEach(async () => {
  await feed?.close();
  feed = undefined;
  socket.close();
});

function noteTimes(payloadType: number, packet: Buffer): void {
  if (packet[1] !== SENDER_REPORT) {
    if (!firsts.has(payloadType)) firsts.set(payloadType, packet.readUInt32BE(4));
    return;
  }
  // The streams of a feed are numbered 1 and 2.
  const of = packet.readUInt32BE(4) === 1 ? VIDEO : AUDIO;
  const wallMs = packet.readUInt32BE(8) * 1_000 + (packet.readUInt32BE(12) / 2 ** 32) * 1_000;
  if (!reports.has(of)) reports.set(of, { wallMs, rtpTime: packet.readUInt32BE(16) });
}

/** When the first packet was taken, as the sender reports say. */
function takenMs(payloadType: number, ratePerMs: number): number {
  const report = reports.get(payloadType);
  const first = firsts.get(payloadType);
  if (report === undefined || first === undefined) throw new Error(`no report of ${payloadType}`);
  return report.wallMs - ((report.rtpTime - first) | 0) / ratePerMs;
}

/** Of parameter sets alone in a packet, or several units in one (RFC 6184). */
function profilesIn(payload: Buffer): number[] {
  const type = (payload[0] ?? 0) & 0x1f;
  if (type === 7) return [payload[1] ?? 0];
  if (type !== 24) return [];
  const found: number[] = [];
  for (let at = 1; at + 2 < payload.length; at += 2 + payload.readUInt16BE(at))
    if (((payload[at + 2] ?? 0) & 0x1f) === 7) found.push(payload[at + 3] ?? 0);
  return found;
}

const common = () => ({
  name: 'odd',
  ffmpeg: BOUNDED_FFMPEG,
  clock: { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + laterMs },
  log: silentLog,
  note: (told: readonly string[]) => void notes.push(...told),
  failed: (reason: string) => {
    failure = reason;
  },
});

const target = (): FeedTarget => ({
  ...{ port, videoSsrc: 1, audioSsrc: 2 },
  send: (packet) => socket.send(packet, port, '127.0.0.1'),
});

function flvFeed(): FlvFeed {
  const made: FlvFeed = new FlvFeed({
    ...common(),
    wants: (kinds) => {
      wanted = kinds;
      made.start(target());
    },
  });
  feed = made;
  return made;
}

function tsFeed(): TsFeed {
  const made: TsFeed = new TsFeed({
    ...common(),
    wants: (kinds) => {
      wanted = kinds;
      made.start(target());
    },
  });
  feed = made;
  made.restart();
  return made;
}

/** All of it, `shiftMs` later than it says. */
function pushFlv(to: FlvFeed, flv: Buffer, shiftMs = 0): void {
  for (const { type, timestampMs, body } of tagsOf(flv)) to.push(type, (timestampMs + shiftMs) >>> 0, body);
}
function pushTs(to: TsFeed, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += 1_316) to.push(bytes.subarray(at, at + 1_316));
}
const untilPackets = (payloadType: number, atLeast: number) =>
  waitFor(
    `${atLeast} packets of ${payloadType}; ${[...counts]}`,
    SOON_MS,
    () => (counts.get(payloadType) ?? 0) >= atLeast,
  );

test.each([
  ['4:2:2', [...H264, '-pix_fmt', 'yuv422p'], /8-bit 4:2:0/],
  ['10 bits', [...H264, '-pix_fmt', 'yuv420p10le'], /8-bit 4:2:0/],
  ['B-frames', ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-pix_fmt', 'yuv420p'], /B-frames/],
  ['Sorenson', ['-c:v', 'flv1'], /8-bit 4:2:0/],
])(
  '%s by RTMP is encoded once, which the owner reads',
  async (_name, video, note) => {
    pushFlv(flvFeed(), await madeMedia({ container: 'flv', video }));
    await Promise.all([untilPackets(VIDEO, 20), untilPackets(AUDIO, 20)]);
    expect([notes.join(), failure]).toEqual([expect.stringMatching(note), undefined]);
    expect([...profiles].filter((profile) => profile > HIGH)).toEqual([]);
  },
  60_000,
);

test('sender reports of video and audio count from the same moment', async () => {
  const flv = await madeMedia({ container: 'flv' });
  pushFlv(flvFeed(), flv);
  await Promise.all([untilPackets(VIDEO, 20), untilPackets(AUDIO, 20)]);
  // What is sent begins with the first key frame.
  const frames = tagsOf(flv).filter(({ body }) => body[1] === 1);
  const begun = frames.slice(frames.findIndex(({ type }) => type === 9));
  const [video, audio] = [9, 8].map((kind) => begun.find(({ type }) => type === kind)?.timestampMs ?? 0);
  const laterVideoMs = takenMs(VIDEO, 90) - takenMs(AUDIO, 48);
  const expectedMs = (video ?? 0) - (audio ?? 0) + OPUS_LOOK_AHEAD_MS;
  expect(Math.abs(laterVideoMs - expectedMs)).toBeLessThan(ROUNDING_MS);
}, 60_000);

test('240 frames a second by RTMP are encoded with 60', async () => {
  pushFlv(flvFeed(), await madeMedia({ container: 'flv', rate: 240 }));
  await untilPackets(VIDEO, 20);
  expect(notes.join()).toMatch(/more than 75 frames a second/);
}, 60_000);

test('HEVC and AV1 by RTMP are refused by their names', () => {
  for (const [codec, name] of Object.entries({ hvc1: 'HEVC', av01: 'AV1' })) {
    flvFeed().push(9, 0, Buffer.concat([Buffer.from([0x90]), Buffer.from(codec), Buffer.alloc(20)]));
    expect(failure).toBe(`${name} over RTMP is not supported: choose H.264 in the encoder.`);
  }
});

test('no audio, mono of 44.1 kHz and frames at no steady rate', async () => {
  pushFlv(flvFeed(), await madeMedia({ container: 'flv', audio: null }));
  // Audio is waited for a moment: the next frame comes after it.
  laterMs = 450;
  pushFlv(feed as FlvFeed, await madeMedia({ container: 'flv', audio: null }), 2_000);
  await untilPackets(VIDEO, 20);
  expect([wanted, counts.has(AUDIO)]).toEqual([{ video: true, audio: false }, false]);
  await feed?.close();
  counts.clear();
  const uneven = [
    ...H264,
    '-pix_fmt',
    'yuv420p',
    '-vf',
    "select='not(mod(n\\,7))+not(mod(n\\,3))'",
    '-vsync',
    'vfr',
  ];
  pushFlv(
    flvFeed(),
    await madeMedia({ container: 'flv', video: uneven, audio: ['-c:a', 'aac', '-ar', '44100', '-ac', '1'] }),
  );
  await Promise.all([untilPackets(VIDEO, 10), untilPackets(AUDIO, 60)]);
  expect([notes, failure]).toEqual([[], undefined]);
}, 60_000);

test('another size in mid-stream, a wrap of 32 bits and times that begin again go on', async () => {
  const to = flvFeed();
  const [small, large] = [
    await madeMedia({ container: 'flv' }),
    await madeMedia({ container: 'flv', size: '640x360' }),
  ];
  pushFlv(to, small, 2 ** 32 - 1_000);
  await untilPackets(VIDEO, 20);
  counts.clear();
  pushFlv(to, large);
  await Promise.all([untilPackets(VIDEO, 20), untilPackets(AUDIO, 20)]);
  expect(failure).toBeUndefined();
}, 60_000);

test('another codec in mid-stream goes on, by RTMP and by SRT', async () => {
  const to = flvFeed();
  pushFlv(to, await madeMedia({ container: 'flv' }));
  await untilPackets(VIDEO, 20);
  const sorenson = await madeMedia({ container: 'flv', video: ['-c:v', 'flv1'] });
  counts.clear();
  pushFlv(to, sorenson, 4_000);
  await untilPackets(VIDEO, 20);
  expect([notes.join(), failure]).toEqual([expect.stringMatching(/8-bit 4:2:0/), undefined]);
  await to.close();
  const by = tsFeed();
  pushTs(by, await madeMedia({ container: 'mpegts' }));
  await untilPackets(VIDEO, 20);
  const mpeg2 = await madeMedia({ container: 'mpegts', video: ['-c:v', 'mpeg2video'] });
  // What the first FFmpeg still sends is of the codec before.
  const heldBack = counts.get(VIDEO) ?? 0;
  pushTs(by, mpeg2);
  await untilPackets(VIDEO, heldBack + 40);
  expect(failure).toBeUndefined();
}, 60_000);

test('frozen timestamps are dated by the clock of the server', async () => {
  const to = flvFeed();
  const tags = tagsOf(await madeMedia({ container: 'flv' }));
  for (const [at, { type, timestampMs, body }] of tags.entries()) {
    laterMs = timestampMs;
    to.push(type, at < 5 ? timestampMs : 150, body);
  }
  await Promise.all([untilPackets(VIDEO, 20), untilPackets(AUDIO, 20)]);
  expect(failure).toBeUndefined();
}, 60_000);

test.each([
  ['HEVC', ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none']],
  ['MPEG-2 with B-frames', ['-c:v', 'mpeg2video', '-bf', '2']],
  ['4:2:2 with 10 bits', [...H264, '-pix_fmt', 'yuv422p10le']],
])(
  '%s by SRT becomes H.264 of the stage',
  async (_name, video) => {
    pushTs(tsFeed(), await madeMedia({ container: 'mpegts', video }));
    await Promise.all([untilPackets(VIDEO, 20), untilPackets(AUDIO, 20)]);
    expect([failure, [...profiles].filter((profile) => profile > HIGH)]).toEqual([undefined, []]);
  },
  60_000,
);

test('garbage by RTMP and SRT ends in words, not in a crash', async () => {
  const header = Buffer.from([0x17, 0, 0, 0, 0, 1, 100, 0, 31, 255, 225, 0, 4, 1, 2, 3, 4, 0]);
  const to = flvFeed();
  to.push(9, 0, header);
  for (let tag = 0; tag < 300; tag += 1) {
    const body = Buffer.alloc(400, tag);
    body.set([tag % 30 === 0 ? 0x17 : 0x27, 1, 0, 0, 0]);
    to.push(9, tag * 33, body);
    to.push(8, tag * 33, Buffer.alloc(90, 0xaf));
  }
  await waitFor(
    'it to be given up or to go on',
    SOON_MS,
    () => failure !== undefined || wanted !== undefined,
  );
  await feed?.close();
  failure = undefined;
  const noise = Buffer.alloc(1_316 * 200, 0x47);
  const by = tsFeed();
  pushTs(by, noise);
  expect(counts.get(VIDEO) ?? 0).toBeGreaterThanOrEqual(0);
}, 60_000);

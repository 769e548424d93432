import { beforeEach, expect, test } from '@jest/globals';
import { H264Depacketiser, lengthPrefixed, parseRtpPacket } from '#media';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FLV_TYPE, type FlvTag } from '../flv/flv.js';
import { IDR, PPS, SPS } from '../testing/elements.js';
import { CopiedVideo } from './copied-video.js';

const INTER = Buffer.alloc(3_000, 0x41);
const FRAME_MS = 33;
const ZERO_WALL_MS = 1_700_000_000_000;
const SENDER_REPORT = 200;

let clock: ManualClock;
let sent: Buffer[];
let video: CopiedVideo;

const tag = (at: number, ...nals: Buffer[]): FlvTag => ({
  type: FLV_TYPE.video,
  timestampMs: at * FRAME_MS,
  body: Buffer.concat([Buffer.from([nals[0] === IDR ? 0x17 : 0x27, 1, 0, 0, 0]), lengthPrefixed(nals)]),
});
const key = (at: number) => tag(at, IDR);
const inter = (at: number) => tag(at, INTER);

const isReport = (packet: Buffer): boolean => packet[1] === SENDER_REPORT;

/** Frames as a receiver puts them together, with their times in ms after the first one's. */
function received(): { ms: number; isKey: boolean; bytes: number }[] {
  const depacketiser = new H264Depacketiser();
  let firstRtp: number | undefined;
  return sent.flatMap((bytes) => {
    const packet = isReport(bytes) ? undefined : parseRtpPacket(bytes);
    const frame = packet && depacketiser.push(packet);
    if (!frame) return [];
    firstRtp ??= frame.rtpTimestamp;
    const ms = ((frame.rtpTimestamp - firstRtp) | 0) / 90;
    return [{ ms, isKey: frame.isKey, bytes: frame.data.length }];
  });
}

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  video = new CopiedVideo({
    ...{ parameterSets: [SPS, PPS], ssrc: 7, zeroWallMs: ZERO_WALL_MS, clock },
    send: (packet) => sent.push(packet),
    // The first time stamp is one before its wrap.
    random: (count) => Buffer.alloc(count, 0xff),
  });
});

test('each frame is whole with its last packet, and a key frame has what decoding begins with', () => {
  video.push(key(0));
  video.push(inter(1));
  const bytes = [SPS, PPS, IDR].reduce((sum, nal) => sum + 4 + nal.length, 0);
  expect(received()).toEqual([
    { ms: 0, isKey: true, bytes },
    { ms: 33, isKey: false, bytes: 4 + INTER.length },
  ]);
  expect(sent.every((packet) => packet.length <= 1_200)).toBe(true);
  const packets = sent.filter((packet) => !isReport(packet)).map((packet) => parseRtpPacket(packet));
  expect(packets.map((packet) => packet?.sequence)).toEqual([65_535, 0, 1, 2, 3]);
});

test('what came since the key frame is shown at once, and the next frame in its time', () => {
  video.begin([key(0), inter(1), inter(2)]);
  video.push(inter(3));
  expect(received().map(({ ms }) => ms)).toEqual([0, 1, 2, 35]);
});

test('who asks shortly after the first key frame gets it again with what came since, before the next frame', () => {
  video.push(key(0));
  video.push(inter(1));
  video.repeat();
  video.repeat();
  video.push(inter(2));
  expect(received().map(({ ms, isKey }) => [ms, isKey])).toEqual([
    [0, true],
    [33, false],
    [34, true],
    [35, false],
    [66, false],
  ]);
});

test.each<[string, () => void]>([
  [
    'long after the first key frame',
    () => {
      for (let at = 1; at <= 45; at += 1) video.push(inter(at));
    },
  ],
  ['after a later one', () => void video.push(key(1))],
])('who asks %s waits for the next one', (_when, send) => {
  video.push(key(0));
  send();
  const frames = received().length;
  video.repeat();
  expect(received()).toHaveLength(frames);
});

test('reports say when a time stamp was, as often as a receiver needs them', () => {
  video.begin([key(2), inter(3)]);
  for (let at = 4; at < 64; at += 1) {
    clock.advance(FRAME_MS);
    video.push(inter(at));
  }
  const reports = sent.filter(isReport);
  expect(reports).toHaveLength(2);
  const [report] = reports;
  const wallMs = ((report?.readUInt32BE(8) ?? 0) - 2_208_988_800) * 1_000;
  const fractionMs = ((report?.readUInt32BE(12) ?? 0) / 2 ** 32) * 1_000;
  // The key frame is shown just before the newest frame.
  const shownMs = 3 * FRAME_MS - 1;
  expect(wallMs + fractionMs - ZERO_WALL_MS).toBeCloseTo(shownMs, 0);
  // The first time stamp stands for zero.
  expect(report?.readUInt32BE(16)).toBe(shownMs * 90 - 1);
});

test.each<[string, FlvTag]>([
  ['in very many pieces', tag(0, ...Array.from({ length: 1_002 }, () => Buffer.from([0x41, 1])))],
  ['whose pieces are longer than it is', { ...key(0), body: key(0).body.subarray(0, -1) }],
  ['of something else', { ...key(0), body: Buffer.concat([key(0).body, Buffer.from([1, 2])]) }],
])('a frame %s is not taken', (_which, frame) => {
  expect([video.push(frame), video.begin([frame])]).toEqual([false, false]);
  expect(sent).toEqual([]);
});

test('the end of a sequence is no frame', () => {
  expect(video.push({ ...key(0), body: Buffer.from([0x17, 2, 0, 0, 0]) })).toBe(true);
  expect(sent).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { collectedBytes } from '../../../tests/support/kernel/collected-bytes.js';
import { Av1Depacketiser } from './av1-depacketiser.js';
import { H264Depacketiser } from './h264-depacketiser.js';
import type { RtpPacket } from './rtp-packet.js';
import { Vp8Depacketiser } from './vp8-depacketiser.js';
import { Vp9Depacketiser } from './vp9-depacketiser.js';

const PACKETS = 20_000;
const PAYLOAD_BYTES = 1_200;
/** What a frame may hold, and what the runtime takes beside it. */
const KEPT_AT_MOST_BYTES = 12 * 1024 * 1024;

const SENDERS = [
  ['VP8', () => new Vp8Depacketiser(), [[0x10], [0x00]]],
  [
    'H.264 in fragments',
    () => new H264Depacketiser(),
    [
      [0x7c, 0x85],
      [0x7c, 0x05],
    ],
  ],
  ['VP9', () => new Vp9Depacketiser(), [[0x08], [0x00]]],
  ['AV1 in one unit', () => new Av1Depacketiser(), [[0x50], [0xd0]]],
  [
    'AV1 in many units',
    () => new Av1Depacketiser(),
    [
      [0x10, 0x30],
      [0x10, 0x30],
    ],
  ],
  ['H.264 in single units', () => new H264Depacketiser(), [[0x41], [0x41]]],
] as const;

test.each(SENDERS)('%s without a marker is kept up to a bound', (_, create, [first, next]) => {
  const depacketiser = create();
  const before = collectedBytes().buffers;
  let whole = 0;
  for (let sent = 0; sent < PACKETS; sent += 1) {
    const payload = new Uint8Array(PAYLOAD_BYTES);
    payload.set(sent === 0 ? first : next);
    const packet: RtpPacket = {
      payloadType: 96,
      marker: false,
      sequence: sent,
      timestamp: 1,
      ssrc: 1,
      payload,
    };
    if (depacketiser.push(packet) !== undefined) whole += 1;
  }
  expect(whole).toBe(0);
  expect(collectedBytes().buffers - before).toBeLessThan(KEPT_AT_MOST_BYTES);
  // It is still there to be asked: nothing was freed because nobody holds it.
  expect(depacketiser.lose()).toBeUndefined();
});

test('frames of a sender that sets the marker again are whole again', () => {
  const vp8 = new Vp8Depacketiser();
  const packet = (marker: boolean, timestamp: number, payload: number[]): RtpPacket => ({
    ...{ payloadType: 96, marker, sequence: 0, timestamp, ssrc: 1 },
    payload: Uint8Array.from(payload),
  });
  vp8.push(packet(false, 1, [0x10, 1]));
  for (let sent = 0; sent < 5_000; sent += 1) vp8.push(packet(false, 1, [0x00, 1]));
  expect(vp8.push(packet(true, 1, [0x00, 1]))).toBeUndefined();
  expect(vp8.push(packet(true, 2, [0x10, 1, 2]))?.data).toHaveLength(2);
});

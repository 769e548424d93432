import { describe, expect, test } from '@jest/globals';
import { H264Depacketiser } from './h264-depacketiser.js';
import { h264SpsSize } from './h264-sps.js';
import type { RtpPacket } from './rtp-packet.js';

/** Parameter sets that x264 wrote for 1280x720, baseline, and 320x180, high (180 needs cropping). */
const SPS_720 = [
  0x67, 0x42, 0xc0, 0x1f, 0xd9, 0x00, 0x50, 0x05, 0xbb, 0x01, 0x10, 0, 0, 0x03, 0, 0x10, 0, 0, 0x03,
];
const PPS = [0x68, 0xce, 0x3c, 0x80];
const packet = (payload: number[], marker: boolean, timestamp = 1): RtpPacket => ({
  payloadType: 97,
  marker,
  sequence: 0,
  timestamp,
  ssrc: 1,
  payload: new Uint8Array(payload),
});
const unit = (...nals: number[][]) => nals.flatMap((nal) => [0, 0, 0, 1, ...nal]);
const stap = (...nals: number[][]) => [
  24,
  ...nals.flatMap((nal) => [nal.length >> 8, nal.length & 255, ...nal]),
];

describe('the H.264 depacketiser', () => {
  test('opens an aggregate and joins fragments', () => {
    const h264 = new H264Depacketiser();
    h264.push(packet(stap(SPS_720, PPS), false));
    h264.push(packet([0x7c, 0x85, 1, 2], false));
    const frame = h264.push(packet([0x7c, 0x45, 3], true));
    expect([...(frame?.data ?? [])]).toEqual(unit(SPS_720, PPS, [0x65, 1, 2, 3]));
    expect(frame).toMatchObject({ isKey: true, size: { width: 1280, height: 720 } });
  });

  test('puts known parameter sets before a key frame that came without', () => {
    const h264 = new H264Depacketiser();
    h264.push(packet(stap(SPS_720, PPS), true));
    const frame = h264.push(packet([0x65, 9], true, 2));
    expect([...(frame?.data ?? [])]).toEqual(unit(SPS_720, PPS, [0x65, 9]));
  });

  test('is no key frame without parameter sets', () => {
    expect(new H264Depacketiser().push(packet([0x65, 9], true))).toBeUndefined();
  });

  test('drops the unit that a gap touched and the one behind it', () => {
    const h264 = new H264Depacketiser();
    h264.push(packet([0x41, 1], false));
    h264.lose();
    expect(h264.push(packet([0x41, 2], true, 2))).toBeUndefined();
    expect(h264.push(packet([0x41, 3], true, 3))).toBeDefined();
  });

  test('drops units with corrupted payloads', () => {
    const h264 = new H264Depacketiser();
    expect(h264.push(packet([24, 0, 200, 1], true, 1))).toBeUndefined();
    expect(h264.push(packet([0x7c, 0x05, 1], true, 2))).toBeUndefined();
    expect(h264.push(packet([0x7c], true, 3))).toBeUndefined();
    expect(h264.push(packet([31, 1], true, 4))).toBeUndefined();
    expect(h264.push(packet([], true, 5))).toBeUndefined();
    expect(h264.push(packet([0x41, 1], true, 6))).toBeDefined();
  });
});

test('what is no parameter set has no size', () => {
  expect(h264SpsSize(new Uint8Array([0x67, 0, 0]))).toBeUndefined();
  expect(h264SpsSize(new Uint8Array([0x68, 1, 2, 3, 4]))).toBeUndefined();
});

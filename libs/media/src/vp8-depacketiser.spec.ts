import { describe, expect, test } from '@jest/globals';
import type { RtpPacket } from './rtp-packet.js';
import { Vp8Depacketiser } from './vp8-depacketiser.js';

const KEY = [0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01];
const packet = (payload: number[], marker: boolean, timestamp = 1): RtpPacket => ({
  payloadType: 96,
  marker,
  sequence: 0,
  timestamp,
  ssrc: 1,
  payload: new Uint8Array(payload),
});

describe('the VP8 depacketiser', () => {
  test('joins the packets of a key frame and tells its size', () => {
    const vp8 = new Vp8Depacketiser();
    expect(vp8.push(packet([0x10, ...KEY], false))).toBeUndefined();
    const frame = vp8.push(packet([0x00, 7, 8], true));
    expect(frame).toMatchObject({ isKey: true, size: { width: 640, height: 360 }, rtpTimestamp: 1 });
    expect([...(frame?.data ?? [])]).toEqual([...KEY, 7, 8]);
  });

  test('skips every extension of the descriptor', () => {
    const vp8 = new Vp8Depacketiser();
    const frame = vp8.push(packet([0x90, 0xf0, 0x81, 0x23, 4, 5, 0x31, 9], true));
    expect([...(frame?.data ?? [])]).toEqual([0x31, 9]);
    expect(frame?.isKey).toBe(false);
  });

  test('drops a frame whose beginning was lost', () => {
    const vp8 = new Vp8Depacketiser();
    vp8.push(packet([0x10, 0x31], false));
    vp8.lose();
    expect(vp8.push(packet([0x00, 1], true))).toBeUndefined();
    expect(vp8.push(packet([0x10, 0x31], true, 2))).toBeDefined();
  });

  test('refuses a key frame without its start code, and payloads cut short', () => {
    const vp8 = new Vp8Depacketiser();
    expect(vp8.push(packet([0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], true))).toBeUndefined();
    expect(vp8.push(packet([], true))).toBeUndefined();
    expect(vp8.push(packet([0x90, 0x80], true))).toBeUndefined();
  });
});

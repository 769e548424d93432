import { describe, expect, test } from '@jest/globals';
import type { RtpPacket } from './rtp-packet.js';
import { Vp9Depacketiser } from './vp9-depacketiser.js';
import { readVp9Header } from './vp9-header.js';

const packet = (payload: number[], marker: boolean, timestamp = 1): RtpPacket => ({
  ...{ payloadType: 98, marker, sequence: 0, timestamp, ssrc: 1 },
  payload: new Uint8Array(payload),
});

/** Packs bits, given as text, into bytes. */
const bytesOf = (bits: string): number[] =>
  (bits.replaceAll(' ', '').match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
const number16 = (value: number): string => value.toString(2).padStart(16, '0');
const SYNC = '010010011000001101000010';
/** Profile 0, shown; colours of BT.601 and the limited range. */
const KEY = bytesOf(`10 00 0 0 1 0 ${SYNC} 001 0 ${number16(639)} ${number16(359)} 0000`);
const INTER = bytesOf('10 00 0 1 1 0 00 00000001 0000 0000 0000 1');
const RESIZED = bytesOf(`10 00 0 1 1 0 00 00000001 0000 0000 0000 000 ${number16(1_919)} ${number16(1_079)}`);
const INTRA_ONLY = bytesOf(`10 00 0 1 0 0 1 00 ${SYNC} 00000001 ${number16(319)} ${number16(179)}`);

describe('the VP9 header', () => {
  test('of a key frame tells its size, also in the profiles of other depths and colours', () => {
    expect(readVp9Header(Uint8Array.from(KEY))).toEqual({ isKey: true, size: { width: 640, height: 360 } });
    const profile1 = bytesOf(`10 10 0 0 1 0 ${SYNC} 001 0 00 0 ${number16(31)} ${number16(15)}`);
    expect(readVp9Header(Uint8Array.from(profile1))?.size).toEqual({ width: 32, height: 16 });
    const profile2 = bytesOf(`10 01 0 0 1 0 ${SYNC} 0 001 0 ${number16(31)} ${number16(15)}`);
    expect(readVp9Header(Uint8Array.from(profile2))?.size).toEqual({ width: 32, height: 16 });
  });

  test('of another frame tells a size only where it names one', () => {
    expect(readVp9Header(Uint8Array.from(INTER))).toEqual({ isKey: false, size: undefined });
    expect(readVp9Header(Uint8Array.from(RESIZED))?.size).toEqual({ width: 1_920, height: 1_080 });
    expect(readVp9Header(Uint8Array.from(INTRA_ONLY))).toEqual({
      isKey: false,
      size: { width: 320, height: 180 },
    });
    expect(readVp9Header(Uint8Array.from(bytesOf('10 00 1 000')))).toEqual({ isKey: false, size: undefined });
  });

  test('is none without its marker or its start code', () => {
    expect(readVp9Header(Uint8Array.of(0, 0, 0))).toBeUndefined();
    expect(readVp9Header(Uint8Array.from(bytesOf('10 00 0 0 1 0 000000000000000000000000')))).toBeUndefined();
    expect(readVp9Header(new Uint8Array())).toBeUndefined();
  });
});

describe('the VP9 depacketiser', () => {
  test('joins the packets of a key frame and tells its size', () => {
    const vp9 = new Vp9Depacketiser();
    expect(vp9.push(packet([0x08, ...KEY], false))).toBeUndefined();
    const frame = vp9.push(packet([0x04, 7, 8], true));
    expect(frame).toMatchObject({ isKey: true, size: { width: 640, height: 360 }, rtpTimestamp: 1 });
    expect([...(frame?.data ?? [])]).toEqual([...KEY, 7, 8]);
  });

  test('skips every part of the descriptor', () => {
    const vp9 = new Vp9Depacketiser();
    // Picture id of 15 bits, layers without flexible mode, a structure with one size and a group of two frames.
    const structure = [0x18, 2, 128, 1, 104, 2, 0x04, 1, 0x08, 1, 2];
    const whole = [0x80 | 0x20 | 0x08 | 0x04 | 0x02, 0x81, 0x23, 0x00, 9, ...structure];
    expect([...(vp9.push(packet([...whole, ...KEY], true))?.data ?? [])]).toEqual(KEY);
    // Flexible mode with two references.
    const flexible = [0x80 | 0x40 | 0x20 | 0x10 | 0x08 | 0x04, 0x23, 0x00, 0x03, 0x02];
    expect([...(vp9.push(packet([...flexible, ...INTER], true, 2))?.data ?? [])]).toEqual(INTER);
  });

  test('takes the lowest of the spatial layers in one stream', () => {
    const vp9 = new Vp9Depacketiser();
    const base = vp9.push(packet([0x2c, 0x00, 1, ...KEY], false));
    expect(base?.size).toEqual({ width: 640, height: 360 });
    expect(vp9.push(packet([0x2c, 0x02, 1, ...RESIZED], true))).toBeUndefined();
    expect(vp9.push(packet([0x2c, 0x00, 2, ...INTER], true, 2))?.isKey).toBe(false);
  });

  test('drops a frame whose beginning was lost, and what is cut short', () => {
    const vp9 = new Vp9Depacketiser();
    vp9.push(packet([0x08, ...KEY], false));
    vp9.lose();
    expect(vp9.push(packet([0x04, 1], true))).toBeUndefined();
    expect(vp9.push(packet([], true))).toBeUndefined();
    expect(vp9.push(packet([0xff], true))).toBeUndefined();
    expect(vp9.push(packet([0x0a, 0xf8, 255, 12], true))).toBeUndefined();
    expect(vp9.push(packet([0x0c, ...INTER], true, 2))).toBeDefined();
  });
});

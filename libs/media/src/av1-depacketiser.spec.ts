import { describe, expect, test } from '@jest/globals';
import { Av1Depacketiser } from './av1-depacketiser.js';
import { printLeb128, readAv1Sequence, readLeb128, readObu } from './av1-obu.js';
import type { RtpPacket } from './rtp-packet.js';

const packet = (payload: number[], marker: boolean, timestamp = 1): RtpPacket => ({
  ...{ payloadType: 45, marker, sequence: 0, timestamp, ssrc: 1 },
  payload: new Uint8Array(payload),
});

const bytesOf = (bits: string): number[] =>
  (bits.replaceAll(' ', '').match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
const number = (value: number, bits: number): string => value.toString(2).padStart(bits, '0');

const SIZE = `${number(9, 4)} ${number(9, 4)} ${number(639, 10)} ${number(359, 10)}`;
/** Main profile, level 3.0, one operating point, no timing. */
const SEQUENCE = bytesOf(`000 0 0 0 0 00000 000000000000 00100 ${SIZE}`);
/** An element of an RTP packet: without its size. */
const sequenceObu = [1 << 3, ...SEQUENCE];
const keyFrameObu = [6 << 3, 0b0001_0000, 1, 2, 3];
const interFrameObu = [6 << 3, 0b0011_0000, 4, 5];
const sized = (element: number[]): number[] => [element.length, ...element];
const stored = ([head = 0, ...payload]: number[]): number[] => [head | 2, payload.length, ...payload];

describe('numbers and sequence headers of AV1', () => {
  test.each([0, 1, 127, 128, 300, 70_000])('%d is read as it was printed', (value) => {
    const bytes = printLeb128(value);
    expect(readLeb128(Uint8Array.from(bytes), 0)).toEqual({ value, end: bytes.length });
  });

  test('a number that does not end is none', () => {
    expect(readLeb128(Uint8Array.of(0x80, 0x80), 0)).toBeUndefined();
    expect(readLeb128(new Uint8Array(12).fill(0xff), 0)).toBeUndefined();
  });

  test('a sequence header tells the largest size, with and without timing and operating points', () => {
    expect(readAv1Sequence(Uint8Array.from(SEQUENCE))).toEqual({
      ...{ profile: 0, level: 4, isHighTier: false },
      ...{ width: 640, height: 360 },
    });
    const timing = `1 ${number(1, 32)} ${number(60, 32)} 1 010 1 ${number(9, 5)} ${number(1, 32)} ${number(9, 5)} ${number(9, 5)}`;
    const point = `000000000000 01000 1 1 ${number(1, 10)} ${number(2, 10)} 0 1 0011`;
    const timed = bytesOf(`000 0 0 ${timing} 1 00000 ${point} ${SIZE}`);
    expect(readAv1Sequence(Uint8Array.from(timed))).toMatchObject({
      ...{ level: 8, isHighTier: true },
      ...{ width: 640, height: 360 },
    });
    const reduced = bytesOf(`000 1 1 00100 ${SIZE}`);
    expect(readAv1Sequence(Uint8Array.from(reduced))).toMatchObject({ width: 640, height: 360 });
    expect(readAv1Sequence(Uint8Array.of(0))).toBeUndefined();
  });

  test('a unit that is shorter than it says is none', () => {
    expect(readObu(Uint8Array.of((1 << 3) | 2, 9, 1))).toBeUndefined();
    expect(readObu(Uint8Array.of(0x80))).toBeUndefined();
    expect(readObu(new Uint8Array())).toBeUndefined();
  });
});

describe('the AV1 depacketiser', () => {
  test('makes a temporal unit whose units have sizes, and tells key frames and their size', () => {
    const av1 = new Av1Depacketiser();
    const frame = av1.push(packet([0x28, ...sized(sequenceObu), ...keyFrameObu], true));
    expect(frame).toMatchObject({ isKey: true, size: { width: 640, height: 360 }, rtpTimestamp: 1 });
    expect([...(frame?.data ?? [])]).toEqual([0x12, 0, ...stored(sequenceObu), ...stored(keyFrameObu)]);
    const next = av1.push(packet([0x00, ...sized(interFrameObu)], true, 2));
    expect([next?.isKey, next?.size]).toEqual([false, undefined]);
  });

  test('joins a unit that goes on over packets, and leaves out what separates units', () => {
    const av1 = new Av1Depacketiser();
    const delimiter = [2 << 3];
    const [head, tail] = [keyFrameObu.slice(0, 3), keyFrameObu.slice(3)];
    expect(
      av1.push(packet([0x48, ...sized(delimiter), ...sized(sequenceObu), ...sized(head)], false)),
    ).toBeUndefined();
    const frame = av1.push(packet([0x90, ...tail], true));
    expect([...(frame?.data ?? [])]).toEqual([0x12, 0, ...stored(sequenceObu), ...stored(keyFrameObu)]);
  });

  test('a unit that misses packets is dropped, and the next one is whole', () => {
    const av1 = new Av1Depacketiser();
    av1.push(packet([0x58, ...keyFrameObu.slice(0, 3)], false));
    av1.lose();
    expect(av1.push(packet([0x90, 3], true))).toBeUndefined();
    expect(av1.push(packet([0x10, ...interFrameObu], true, 2))).toBeDefined();
    av1.lose();
    // It may be the second packet of its unit.
    expect(av1.push(packet([0x10, ...interFrameObu], true, 3))).toBeUndefined();
    expect(av1.push(packet([0x10, ...interFrameObu], true, 4))).toBeDefined();
  });

  test.each([
    ['no elements', [0x00]],
    ['a length beyond the packet', [0x00, 200, 1]],
    ['the end of a unit that has not begun', [0x90, 1, 2]],
    ['fewer elements than it says', [0x20, 1, 0x30]],
    ['an empty unit', [0x00, 0]],
    ['nothing', []],
  ])('%s is no frame', (_name, payload) => {
    expect(new Av1Depacketiser().push(packet(payload, true))).toBeUndefined();
  });

  test('the largest of several sequence headers counts', () => {
    const small = bytesOf(
      `000 0 0 0 0 00000 000000000000 00100 ${number(9, 4)} ${number(9, 4)} ${number(15, 10)} ${number(15, 10)}`,
    );
    const payload = [0x00, ...sized([1 << 3, ...small]), ...sized(sequenceObu), ...sized(keyFrameObu)];
    expect(new Av1Depacketiser().push(packet(payload, true))?.size).toEqual({ width: 640, height: 360 });
  });
});

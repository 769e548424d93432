import { describe, expect, test } from '@jest/globals';
import { FlvSplitter } from './flv-splitter.js';
import { H264Depacketiser } from './h264-depacketiser.js';
import { h264Payloads } from './h264-payloads.js';

const MOST_BYTES = 100;
const nal = (type: number, length: number) => Buffer.alloc(length, 0xab).fill(0x60 | type, 0, 1);
const unit = (...nals: Buffer[]) =>
  Buffer.concat(
    nals.flatMap((each) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(each.length);
      return [length, each];
    }),
  );
/** What a receiver makes of the payloads. */
function received(payloads: readonly Uint8Array[]) {
  const depacketiser = new H264Depacketiser();
  let frame: ReturnType<H264Depacketiser['push']>;
  payloads.forEach((payload, index) => {
    const marker = index === payloads.length - 1;
    frame = depacketiser.push({ payloadType: 1, marker, sequence: index, timestamp: 7, ssrc: 1, payload });
  });
  return frame;
}

describe('the packets of an access unit', () => {
  const sps = Buffer.from('6764001eacb40501 7fcb808800000300080000 0301e478b175'.replaceAll(' ', ''), 'hex');

  test('are small enough, and a receiver finds the same unit in them, without what only x264 reads', () => {
    const idr = nal(5, 1_000);
    const payloads = h264Payloads(unit(sps, nal(8, 5), nal(6, 600), idr), MOST_BYTES);
    expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(MOST_BYTES);
    const frame = received(payloads);
    expect(frame?.isKey).toBe(true);
    const start = Buffer.from([0, 0, 0, 1]);
    expect(Buffer.from(frame?.data ?? [])).toEqual(
      Buffer.concat([sps, nal(8, 5), idr].flatMap((each) => [start, each])),
    );
  });

  test('a small slice is a packet of its own', () => {
    expect(h264Payloads(unit(nal(1, 50)), MOST_BYTES)).toEqual([nal(1, 50)]);
  });
});

describe('H.264 in FLV', () => {
  const tag = (type: number, timeMs: number, body: Buffer) => {
    const header = Buffer.alloc(11);
    header[0] = type;
    header.writeUIntBE(body.length, 1, 3);
    header.writeUIntBE(timeMs % 0x100_0000, 4, 3);
    header[7] = Math.floor(timeMs / 0x100_0000);
    return Buffer.concat([header, body, Buffer.alloc(4)]);
  };
  const video = (isKey: boolean, kind: number, body: Buffer) =>
    Buffer.concat([Buffer.from([isKey ? 0x17 : 0x27, kind, 0, 0, 0]), body]);
  const record = Buffer.concat([
    Buffer.from([1, 0x64, 0, 0x1e, 0xff, 0xe1, 0, 2, 0x67, 9, 1, 0, 2, 0x68, 8]),
  ]);
  const file = Buffer.concat([
    Buffer.from('FLV\u0001\u0001\0\0\0\u0009\0\0\0\0', 'latin1'),
    tag(18, 0, Buffer.alloc(20)),
    tag(9, 0, video(true, 0, record)),
    tag(9, 0, video(true, 1, unit(nal(5, 9)))),
    tag(9, 0x100_0021, video(false, 1, unit(nal(1, 9)))),
  ]);

  test.each([1, 7, 1_000])('comes out frame by frame, in slices of %i bytes', (slice) => {
    const splitter = new FlvSplitter();
    const frames = [];
    for (let at = 0; at < file.length; at += slice)
      frames.push(...splitter.push(file.subarray(at, at + slice)));
    expect(frames.map(({ timeMs, isKey }) => [timeMs, isKey])).toEqual([
      [0, true],
      [0x100_0021, false],
    ]);
    // A receiver that begins here needs the parameter sets.
    expect(Buffer.from(frames[0]?.data ?? [])).toEqual(
      unit(Buffer.from([0x67, 9]), Buffer.from([0x68, 8]), nal(5, 9)),
    );
  });
});

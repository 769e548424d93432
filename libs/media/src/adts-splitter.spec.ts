import { expect, test } from '@jest/globals';
import { AdtsSplitter } from './adts-splitter.js';

/** Far more than it takes; with an exception for each byte it took 37 s. */
const SEARCHED_WITHIN_CPU_MS = 3_000;

/** AAC-LC, 48 kHz, stereo. */
function adts(data: Buffer, { hasChecksum = false } = {}): Buffer {
  const headerBytes = hasChecksum ? 9 : 7;
  const size = headerBytes + data.length;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(hasChecksum ? 0xfff0 : 0xfff1, 0);
  header.writeUInt16BE((1 << 14) | (3 << 10) | (2 << 6) | (size >> 11), 2);
  header.writeUInt16BE(((size & 0x7ff) << 5) | 0x1f, 4);
  header[6] = 0xfc;
  return Buffer.concat([header, data]);
}

const payloads = [Buffer.from([1, 2, 3]), Buffer.alloc(341, 7), Buffer.alloc(8_000, 0xff)];

test.each([1, 5, 64, 10_000])('frames come whole in slices of %i bytes', (sliceBytes) => {
  const stream = Buffer.concat(payloads.map((each, n) => adts(each, { hasChecksum: n === 1 })));
  const splitter = new AdtsSplitter();
  const frames = [];
  for (let at = 0; at < stream.length; at += sliceBytes)
    frames.push(...splitter.push(stream.subarray(at, at + sliceBytes)));
  expect(frames.map(({ data }) => data)).toEqual(payloads);
  expect(frames[0]).toMatchObject({ sampleRateHz: 48_000, channels: 2 });
});

test('a frame is given with its last byte', () => {
  const splitter = new AdtsSplitter();
  const frame = adts(Buffer.alloc(300));
  expect(splitter.push(frame.subarray(0, -1))).toHaveLength(0);
  expect(splitter.push(frame.subarray(-1))).toHaveLength(1);
});

test.each([
  ['no sync', Buffer.alloc(7)],
  ['a layer', Buffer.from([0xff, 0xf3, 0x4c, 0x80, 1, 0x1f, 0xfc])],
  ['a rate that does not exist', Buffer.from([0xff, 0xf1, 0x7c, 0x80, 1, 0x1f, 0xfc])],
  ['shorter than its header', Buffer.from([0xff, 0xf1, 0x4c, 0x80, 0, 0x3f, 0xfc])],
])('%s is refused', (_name, bytes) => {
  expect(() => new AdtsSplitter().push(bytes)).toThrow(/ADTS/);
});

test('after a loss the first header that another one follows is a beginning', () => {
  const [first, second, third] = payloads.map((each) => adts(each)) as [Buffer, Buffer, Buffer];
  const splitter = new AdtsSplitter();
  splitter.push(third.subarray(0, 20));
  // What looks like a header, in the middle of a frame whose beginning is lost.
  const rest = Buffer.concat([Buffer.alloc(30, 5), first.subarray(0, 7), Buffer.alloc(40, 5)]);
  const frames = splitter.restart(Buffer.concat([rest, second, third.subarray(0, 100)]));
  expect(frames?.map(({ data }) => data)).toEqual([payloads[1]]);
  expect(splitter.push(third.subarray(100)).map(({ data }) => data)).toEqual([payloads[2]]);
});

test('a frame that ends with the bytes is a beginning, and bytes without one give nothing', () => {
  const splitter = new AdtsSplitter();
  expect(splitter.restart(Buffer.concat([Buffer.alloc(9, 0xff), adts(Buffer.alloc(50))]))).toHaveLength(1);
  expect(splitter.restart(Buffer.alloc(500, 0xff))).toBeUndefined();
  expect(splitter.restart(Buffer.alloc(3))).toBeUndefined();
});

test('the largest element of nothing but beginnings of headers is searched in a moment', () => {
  const bytes = Buffer.alloc(8 << 20, 0xff);
  const before = process.cpuUsage();
  expect(new AdtsSplitter().restart(bytes)).toBeUndefined();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(SEARCHED_WITHIN_CPU_MS);
});

import { expect, test } from '@jest/globals';
import { encodeFrame, FrameReader, HEARTBEAT, LARGEST_FRAME_BYTES } from './frame-channel.js';

const stream = Buffer.concat([
  ...encodeFrame({ kind: 'first' }, Buffer.from('bytes')),
  HEARTBEAT,
  ...encodeFrame('second'),
  ...encodeFrame({ kind: 'third' }, Buffer.alloc(100_000, 7)),
]);
const MIB = 1024 * 1024;

function read(bytes: Buffer, sliceBytes: number) {
  const reader = new FrameReader();
  const frames = [];
  for (let at = 0; at < bytes.length; at += sliceBytes)
    frames.push(...reader.push(bytes.subarray(at, at + sliceBytes)));
  return { frames, reader };
}

test.each([1, 2, 3, 5, 7, 64, 4_096, stream.length])('frames are whole in slices of %i bytes', (size) => {
  const { frames, reader } = read(stream, size);
  expect(frames.map(({ message, bytes }) => [message, bytes.length])).toEqual([
    [{ kind: 'first' }, 5],
    ['second', 0],
    [{ kind: 'third' }, 100_000],
  ]);
  expect(frames[0]?.bytes.toString()).toBe('bytes');
  expect(reader.isInsideFrame).toBe(false);
});

test('a frame that is not whole is known', () => {
  const reader = new FrameReader();
  expect([...reader.push(stream.subarray(0, 10))]).toEqual([]);
  expect(reader.isInsideFrame).toBe(true);
});

test('bytes that do not fit one frame go ahead in frames of their own and arrive as one', () => {
  const bytes = Buffer.from(Uint8Array.from({ length: 9 * MIB + 5 }, (_, at) => at % 251));
  const chunks = encodeFrame({ kind: 'large' }, bytes);
  expect(chunks.every(({ length }) => length <= LARGEST_FRAME_BYTES)).toBe(true);
  const sent = Buffer.concat([...chunks, ...encodeFrame('next')]);
  const { frames } = read(sent, 65_536);
  expect(frames.map(({ message }) => message)).toEqual([{ kind: 'large' }, 'next']);
  expect(frames[0]?.bytes.equals(bytes)).toBe(true);
  expect(read(sent.subarray(0, 5 * MIB), 65_536).reader.isInsideFrame).toBe(true);
});

test('what is over the limits is neither sent nor taken', () => {
  expect(() => encodeFrame('x'.repeat(LARGEST_FRAME_BYTES))).toThrow(RangeError);
  expect(() => encodeFrame(null, Buffer.alloc(80 * MIB + 1))).toThrow(RangeError);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(LARGEST_FRAME_BYTES + 1);
  expect(() => [...new FrameReader().push(head)]).toThrow(RangeError);
  const reader = new FrameReader();
  const more = Buffer.concat(encodeFrame({ kind: 'more' }, Buffer.alloc(4 * MIB)));
  for (let sent = 0; sent < 20; sent += 1) expect([...reader.push(more)]).toEqual([]);
  expect(() => [...reader.push(more)]).toThrow(RangeError);
});

test('JSON that is longer than its frame, and what is no JSON, are refused', () => {
  const framed = (content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return [...new FrameReader().push(Buffer.concat([length, content]))];
  };
  const [start] = encodeFrame({ kind: 'x' });
  const content = Buffer.from((start as Buffer).subarray(4));
  content.writeUInt32BE(1_000, 0);
  expect(() => framed(content)).toThrow(RangeError);
  expect(() => framed(Buffer.from([0, 0, 0, 1, 0x7b]))).toThrow(SyntaxError);
  expect(() => framed(Buffer.alloc(2))).toThrow(RangeError);
});

import { expect, test } from '@jest/globals';
import { decodeFrame, encodeFrame, HEARTBEAT, LARGEST_FRAME_BYTES } from './frame.js';
import { FrameReader } from './frame-reader.js';

const stream = Buffer.concat([
  ...encodeFrame({ kind: 'first' }, Buffer.from('bytes')),
  HEARTBEAT,
  ...encodeFrame('second'),
  ...encodeFrame({ kind: 'third' }, Buffer.alloc(100_000, 7)),
]);

function read(sliceBytes: number) {
  const reader = new FrameReader();
  const contents: Buffer[] = [];
  for (let at = 0; at < stream.length; at += sliceBytes)
    contents.push(...reader.push(stream.subarray(at, at + sliceBytes)));
  return { contents, reader };
}

test.each([1, 2, 3, 5, 7, 64, 4_096, stream.length])('frames are whole in slices of %i bytes', (size) => {
  const { contents, reader } = read(size);
  const frames = contents.filter(({ length }) => length > 0).map(decodeFrame);
  expect(frames.map(({ message, bytes }) => [message, bytes.length])).toEqual([
    [{ kind: 'first' }, 5],
    ['second', 0],
    [{ kind: 'third' }, 100_000],
  ]);
  expect(frames[0]?.bytes.toString()).toBe('bytes');
  expect(contents.filter(({ length }) => length === 0)).toHaveLength(1);
  expect(reader.isInsideFrame).toBe(false);
});

test('a frame that is not whole is known', () => {
  const reader = new FrameReader();
  expect([...reader.push(stream.subarray(0, 10))]).toEqual([]);
  expect(reader.isInsideFrame).toBe(true);
});

test('a frame over the limit is neither sent nor taken', () => {
  expect(() => encodeFrame(null, Buffer.alloc(LARGEST_FRAME_BYTES))).toThrow(RangeError);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(LARGEST_FRAME_BYTES + 1);
  expect(() => [...new FrameReader().push(head)]).toThrow(RangeError);
});

test('JSON that is longer than its frame, and what is no JSON, are refused', () => {
  const [start] = encodeFrame({ kind: 'x' });
  const content = Buffer.from((start as Buffer).subarray(4));
  content.writeUInt32BE(1_000, 0);
  expect(() => decodeFrame(content)).toThrow(RangeError);
  expect(() => decodeFrame(Buffer.from([0, 0, 0, 1, 0x7b]))).toThrow(SyntaxError);
  expect(() => decodeFrame(Buffer.alloc(2))).toThrow(RangeError);
});

import { expect, test } from '@jest/globals';
import { ChunkReader, type RtmpMessage, writeChunks } from './chunk-reader.js';

const message = (bytes: number, timestampMs = 40): RtmpMessage => ({
  type: 9,
  streamId: 1,
  timestampMs,
  payload: Buffer.from(Array.from({ length: bytes }, (_, index) => index & 255)),
});

function read(reader: ChunkReader, bytes: Buffer, step = bytes.length): RtmpMessage[] {
  const found: RtmpMessage[] = [];
  for (let at = 0; at < bytes.length; at += step)
    reader.push(bytes.subarray(at, at + step), (each) => found.push(each));
  return found;
}

function reader(chunkBytes = 4_096): ChunkReader {
  const made = new ChunkReader();
  made.setChunkBytes(chunkBytes);
  return made;
}

test.each([1, 7, 100_000])('messages are whole however they come: %d bytes at a time', (step) => {
  const messages = [message(3), message(10_000, 70), message(4_096, 90)];
  const bytes = Buffer.concat(messages.map((each) => writeChunks(4, each)));
  expect(read(reader(), bytes, step)).toEqual(messages);
});

test('two messages whose chunks are mixed', () => {
  const chunks = (id: number, each: RtmpMessage) => {
    const all = writeChunks(id, each);
    return [all.subarray(0, 12 + 4_096), all.subarray(12 + 4_096)] as const;
  };
  const [a1, a2] = chunks(4, message(6_000, 1));
  const [b1, b2] = chunks(6, message(5_000, 2));
  const found = read(reader(), Buffer.concat([a1, b1, b2, a2]));
  expect(found.map(({ timestampMs, payload }) => [timestampMs, payload.length])).toEqual([
    [2, 5_000],
    [1, 6_000],
  ]);
});

test('short headers take the rest from the message before; times are added', () => {
  const full = writeChunks(4, message(2, 100));
  // Format 1: a difference of time, length and type; format 2: a difference; format 3: the same difference again.
  const next = Buffer.from([0x44, 0, 0, 20, 0, 0, 1, 8, 7, 0x84, 0, 0, 5, 9, 0xc4, 9]);
  const found = read(reader(), Buffer.concat([full, next]));
  expect(found.map(({ type, timestampMs, payload }) => [type, timestampMs, payload.length])).toEqual([
    [9, 100, 2],
    [8, 120, 1],
    [8, 125, 1],
    [8, 130, 1],
  ]);
});

test('times beyond 24 bits, in every chunk of a message', () => {
  const header = Buffer.from([4, 255, 255, 255, 0, 0, 200, 9, 1, 0, 0, 0, 1, 0, 0, 0]);
  const body = Buffer.alloc(200, 7);
  const bytes = Buffer.concat([
    header,
    body.subarray(0, 128),
    Buffer.from([0xc4, 1, 0, 0, 0]),
    body.subarray(128),
  ]);
  const [found] = read(reader(128), bytes);
  expect(found).toMatchObject({ timestampMs: 0x01_00_00_00, payload: body });
});

test.each([
  ['a message of 16 MB', Buffer.from([4, 0, 0, 0, 255, 255, 255, 9, 0, 0, 0, 0])],
  ['a chunk of a stream that never began', Buffer.of(0xc4, 1)],
  [
    'a message within another one',
    Buffer.concat([writeChunks(4, message(9_000)).subarray(0, 12 + 4_096), writeChunks(4, message(1))]),
  ],
  [
    'streams without an end',
    Buffer.concat(Array.from({ length: 60 }, (_, id) => writeChunks(id + 2, message(1)))),
  ],
])('%s is refused', (_name, bytes) => {
  expect(() => read(reader(), bytes)).toThrow(RangeError);
});

test('whatever comes, it is read, waited for or refused', () => {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state & 255;
  };
  for (let round = 0; round < 300; round += 1) {
    const bytes = Buffer.from(Array.from({ length: 400 }, next));
    try {
      read(new ChunkReader(), bytes, 1 + (round % 50));
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }
});

/** The first chunk of a message that never ends, as a stranger may send on 32 chunk streams. */
const begun = (id: number, bytes: number, length: number) => {
  const header = Buffer.alloc(12);
  header[0] = id;
  header.writeUIntBE(length, 4, 3);
  header[7] = 9;
  return Buffer.concat([header, Buffer.alloc(bytes)]);
};

test('messages that never end are bounded together, long before a key is known', () => {
  const hold = (made: ChunkReader, length: number) => () => {
    for (let id = 3; id < 35; id += 1) made.push(begun(id, 16_384, length), () => undefined);
  };
  expect(hold(reader(16_384), 200_000)).toThrow('too much that is not whole');
  expect(hold(reader(16_384), 1_000_000)).toThrow('a message of 1000000 bytes');
  const known = reader(16_384);
  known.trust();
  expect(hold(known, 1_000_000)).not.toThrow();
});

test('chunks that are too small or too large are refused', () => {
  for (const bytes of [0, 1, 127, 2 << 20])
    expect(() => new ChunkReader().setChunkBytes(bytes)).toThrow(RangeError);
});

test('a chunk that comes byte by byte is not copied for each of them', () => {
  const made = reader(1 << 20);
  made.trust();
  const concat = Buffer.concat;
  let copied = 0;
  Buffer.concat = (list, length) => {
    for (const each of list) copied += each.length;
    return concat(list, length);
  };
  try {
    const bytes = begun(4, 300_000, 1_000_000);
    for (let at = 0; at < bytes.length; at += 100) made.push(bytes.subarray(at, at + 100), () => undefined);
  } finally {
    Buffer.concat = concat;
  }
  // Each byte once for every join; byte by byte it were 450 million.
  expect(copied).toBeLessThan(20_000_000);
});

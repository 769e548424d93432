import { beforeEach, describe, expect, test } from '@jest/globals';
import { type AmfValue, decodeAmf, encodeAmf } from './amf0.js';
import { ChunkReader, writeChunks } from './chunk-reader.js';
import { RtmpSession } from './rtmp-session.js';

const BLOCK = Buffer.alloc(1_536, 1);

let written: Buffer[];
let keys: string[];
let media: [number, number, number][];
let goodbyes: number;
let session: RtmpSession;

beforeEach(() => {
  written = [];
  keys = [];
  media = [];
  goodbyes = 0;
  session = new RtmpSession(
    {
      write: (bytes) => written.push(bytes),
      wantsToPublish: (key) => keys.push(key),
      media: (type, timestampMs, body) => media.push([type, timestampMs, body.length]),
      goodbye: () => {
        goodbyes += 1;
      },
    },
    (length) => new Uint8Array(length),
  );
});

const command = (...values: AmfValue[]) =>
  writeChunks(3, { type: 20, streamId: 0, timestampMs: 0, payload: encodeAmf(values) });
/** Our chunks are of 4,096 bytes. */
const CHUNKS = writeChunks(2, { type: 1, streamId: 0, timestampMs: 0, payload: Buffer.of(0, 0, 16, 0) });
const shake = () => session.push(Buffer.concat([Buffer.of(3), BLOCK, BLOCK, CHUNKS]));

/** Commands that our side has said, by name and code. */
function said(): string[] {
  const reader = new ChunkReader();
  const found: string[] = [];
  reader.push(Buffer.concat(written).subarray(1 + 2 * 1_536), ({ type, payload }) => {
    if (type === 1) reader.setChunkBytes(payload.readUInt32BE());
    if (type !== 20) return;
    const [name, , , info] = decodeAmf(payload);
    const code = typeof info === 'object' && info !== null ? info.code : undefined;
    found.push(code === undefined ? String(name) : String(code));
  });
  return found;
}

function publish(name: string): void {
  shake();
  session.push(command('connect', 1, { app: 'live' }));
  session.push(command('createStream', 2, null));
  session.push(command('publish', 3, null, name, 'live'));
}

describe('a sender', () => {
  test('is accepted after its key was checked, not before, and only then is its media taken', () => {
    publish('pik_1?bandwidthtest=true');
    const body = writeChunks(4, { type: 9, streamId: 1, timestampMs: 5, payload: Buffer.alloc(3) });
    session.push(body);
    expect(keys).toEqual(['pik_1']);
    expect(said()).not.toContain('NetStream.Publish.Start');
    session.accept();
    session.push(body);
    expect(said()).toContain('NetStream.Publish.Start');
    expect(media).toEqual([[9, 5, 3]]);
    session.push(command('deleteStream', 4, null, 1));
    expect(goodbyes).toBe(1);
  });

  test('with a wrong key reads so in its own window', () => {
    publish('wrong');
    session.refuse('The stream key is wrong.');
    expect(said()).toContain('NetStream.Publish.BadName');
    session.accept();
    expect(said()).not.toContain('NetStream.Publish.Start');
  });

  test('of another application is refused', () => {
    shake();
    session.push(command('connect', 1, { app: 'other' }));
    expect(said()).toEqual(['NetConnection.Connect.InvalidApp']);
    expect(goodbyes).toBe(1);
  });

  test('is acknowledged as it sends', () => {
    publish('key');
    session.accept();
    const before = written.length;
    for (let sent = 0; sent < 4; sent += 1)
      session.push(
        writeChunks(4, { type: 9, streamId: 1, timestampMs: sent, payload: Buffer.alloc(500_000) }),
      );
    expect(written.length).toBeGreaterThan(before);
  });
});

test.each([
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\n')],
  ['TLS', Buffer.of(22, 3, 1)],
])('%s is refused', (_name, bytes) => {
  expect(() => session.push(bytes)).toThrow(RangeError);
});

const connect = () => command('connect', 1, { app: 'live' });
const garbage = () => writeChunks(3, { type: 20, streamId: 0, timestampMs: 0, payload: Buffer.of(99) });

test.each([
  ['a publish before the connect', () => command('publish', 1, null, 'key')],
  ['two connects', () => Buffer.concat([connect(), connect()])],
  ['a command that is no AMF', garbage],
  ['a command of 20 kB', () => command('x'.repeat(20_000), 1)],
])('%s is refused', (_name, bytes) => {
  shake();
  expect(() => session.push(bytes())).toThrow(RangeError);
});

test('a key is no endless text of the sender’s choice', () => {
  publish('k'.repeat(10_000));
  expect(keys[0]?.length).toBeLessThanOrEqual(200);
});

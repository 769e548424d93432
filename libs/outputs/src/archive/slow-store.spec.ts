import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { endWhenSlow } from './end-when-slow.js';
import { placeOf } from './open-objects.js';
import { S3Objects } from './s3-objects.js';

const BOUNDS = { answeredWithinMs: 400, paceMs: 400 };
/** Two attempts at most, and a machine that is busy. */
const GIVEN_UP_WITHIN_MS = 5_000;
const TRICKLE_MS = 50;
const never = new AbortController().signal;

let server: Server | undefined;
let objects: S3Objects | undefined;

afterEach(async () => {
  objects?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
});

/** A store that sends so many bytes of each answer, one at a time. */
async function trickling(answer: (response: ServerResponse) => void): Promise<S3Objects> {
  const created = createServer((request, response) => {
    request.resume();
    answer(response);
    const cancel = systemClock.every(TRICKLE_MS, () => response.write(' '));
    response.once('close', cancel);
  });
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  const { port } = created.address() as AddressInfo;
  const place = placeOf(`http://key:secret@127.0.0.1:${port}/bucket`);
  if ('folder' in place) throw new Error('no bucket');
  objects = new S3Objects(place, BOUNDS);
  return objects;
}

const endless = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/xml' });

test.each<[string, (store: S3Objects) => Promise<unknown>]>([
  ['a listing', (store) => store.list('show_1/')],
  ['what was sent', (store) => store.putBytes('show_1/a', Buffer.from('a'), never)],
  ['a removal', (store) => store.remove('show_1/a')],
])(
  'a store that answers byte by byte to %s is given up',
  async (_, ask) => {
    const store = await trickling(endless);
    const beganMs = systemClock.monotonicMs();
    await expect(ask(store)).rejects.toThrow(/abort|timeout/i);
    expect(systemClock.monotonicMs() - beganMs).toBeLessThan(GIVEN_UP_WITHIN_MS);
  },
  15_000,
);

test('an object that comes byte by byte is given up', async () => {
  const store = await trickling((response) => response.writeHead(200, { 'content-length': '1000000' }));
  const beganMs = systemClock.monotonicMs();
  const body = await store.read('show_1/a');
  await expect(buffer(body)).rejects.toThrow('too slowly');
  expect(systemClock.monotonicMs() - beganMs).toBeLessThan(GIVEN_UP_WITHIN_MS);
}, 15_000);

test('a reader that is slow itself gets all of it', async () => {
  const whole = Buffer.alloc(512 * 1024, 1);
  const pieces = Array.from({ length: 32 }, (_, at) => whole.subarray(at * 16_384, (at + 1) * 16_384));
  const passed = endWhenSlow(Readable.from(pieces), systemClock, { paceMs: 20, slowest: 32 * 1024 });
  let read = 0;
  for await (const chunk of passed) {
    read += (chunk as Buffer).length;
    if (read < 100_000) await systemClock.sleep(100);
  }
  expect(read).toBe(whole.length);
});

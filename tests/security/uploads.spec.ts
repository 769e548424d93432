// Bodies and credentials: what a stranger can make the server read, hold or look up before it knows them.
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { inTime } from '../support/kernel/in-time.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const REQUEST_TIMEOUT_MS = 2_000;
/** Node looks for connections over their time every two seconds. */
const CLOSED_WITHIN_MS = REQUEST_TIMEOUT_MS + 4_000;
/** Its status tells an answer from the end of a request that was too slow. */
const ANSWERED_WITHIN_MS = 10_000;
const IMAGE_BYTES = 2 * 1024 ** 2;
/** What one network may have under way is eight images. */
const IMAGES_AT_ONCE = 8;
const READS = 40;
const [[, openEmbedded]] = DATABASES;

let held: TestDatabase;
let server: ControlServer;
let owner: ApiClient;
let showId: string;
let lookedUp = 0;
const sockets: Socket[] = [];

beforeAll(async () => {
  held = await openEmbedded();
  const { apiKeys, sessions } = held.database.repositories;
  for (const store of [apiKeys, sessions] as { findByHash(hash: string): Promise<unknown> }[]) {
    const find = store.findByHash.bind(store);
    store.findByHash = (hash) => {
      lookedUp += 1;
      return find(hash);
    };
  }
  server = await ControlServer.create(
    held.database,
    { read: { burst: READS, perMinute: READS } },
    { requestTimeoutMs: REQUEST_TIMEOUT_MS },
  );
  ({ client: owner, showId } = await server.owner());
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await server?.close();
  await held?.close();
});

interface Upload {
  socket: Socket;
  /** The first line of the answer. */
  answered: Promise<string>;
  closed: Promise<void>;
}

/** Says that an image comes, and sends its first bytes only. */
function upload(path: string, credential: string | undefined, more = ''): Upload {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
  sockets.push(socket);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const answered = new Promise<string>((resolve) =>
    socket.once('data', (data) => resolve(data.toString('latin1').split('\r\n', 1)[0] ?? '')),
  );
  socket.on('error', () => undefined);
  const bearer = credential === undefined ? '' : `Authorization: Bearer ${credential}\r\n`;
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\n${bearer}${more}Content-Type: image/png\r\n` +
      `Content-Length: ${IMAGE_BYTES}\r\n\r\nPNG`,
  );
  return { socket, answered, closed };
}
const images = () => `/api/v1/shows/${showId}/pictures`;
const hostTicket = async (): Promise<string> =>
  (await owner.post(`/shows/${showId}/tickets`, { role: 'co-host', name: 'c' })).body.ticket;
const within = <T>(ms: number, work: Promise<T>) => inTime(ms, 'an answer', work);

describe('an upload', () => {
  test.each([
    ['of a stranger', () => images(), 'HTTP/1.1 401 Unauthorized'],
    ['to an operation that takes no file', () => '/api/v1/session', 'HTTP/1.1 415 Unsupported Media Type'],
    ['to an address that is none', () => '/api/v1/nothing', 'HTTP/1.1 404 Not Found'],
  ])('%s is refused before it is read, and its connection ends', async (_who, path, status) => {
    const { answered, closed } = upload(path(), undefined);
    expect(await within(ANSWERED_WITHIN_MS, answered)).toBe(status);
    await within(ANSWERED_WITHIN_MS, closed);
  });

  test('beyond what one network may have under way is refused; another network is not', async () => {
    const ticket = await hostTicket();
    const from = (address: string) => `X-Forwarded-For: ${address}\r\n`;
    const stalled = Array.from({ length: IMAGES_AT_ONCE }, () =>
      upload(images(), ticket, from('2001:db8::1')),
    );
    // Admitted in order: the refusal of the next one says that these are under way.
    const next = upload(images(), ticket, from('2001:db8::2'));
    expect(await within(ANSWERED_WITHIN_MS, next.answered)).toBe('HTTP/1.1 429 Too Many Requests');
    const elsewhere = upload(images(), ticket, from('2001:db9::1'));
    const first = await Promise.race([elsewhere.answered, systemClock.sleep(300).then(() => 'is read')]);
    expect(first).toBe('is read');
    await within(CLOSED_WITHIN_MS, Promise.all(stalled.map(({ closed }) => closed)));
  });

  test('that never ends is ended', async () => {
    const { socket, closed } = upload(images(), await hostTicket());
    const cancel = systemClock.every(200, () => socket.write('x'));
    await within(CLOSED_WITHIN_MS, closed);
    cancel();
  });
});

test('a question for the headers alone is answered as the question itself is', async () => {
  expect((await owner.send('HEAD', `/shows/${showId}`)).status).toBe(200);
  expect((await server.client().send('HEAD', '/people')).status).toBe(401);
});

describe('credentials', () => {
  test('that are none are looked up a few hundred times for a network, then refused unseen', async () => {
    const before = lookedUp;
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < 400; sent += 1) {
      const key = `psk_${String(sent).padStart(43, 'x')}`;
      const { status, headers } = await server
        .client(key)
        .send('GET', '/session', undefined, { 'x-forwarded-for': `198.51.100.7` });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(lookedUp - before).toBe(300);
    expect([...statuses]).toEqual([
      [401, 300],
      [429, 100],
    ]);
    expect((await owner.get('/session')).status).toBe(200);
  });

  test('free tickets of one network share a limit: many of them read no more than one does', async () => {
    const headers = { 'x-forwarded-for': '2001:db8:5::1' };
    let read = 0;
    for (let ticket = 0; ticket < 3; ticket += 1) {
      const { body } = await server.client().send('POST', `/shows/${showId}/watch`, {}, headers);
      const client = server.client(body.ticket);
      for (let sent = 0; sent < READS / 2; sent += 1) {
        const { status } = await client.send('GET', `/shows/${showId}`, undefined, headers);
        if (status === 200) read += 1;
      }
    }
    expect(read).toBe(READS);
  });
});

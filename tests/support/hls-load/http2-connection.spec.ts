import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Http2Connection } from './http2-connection.js';

const PART_BYTES = 300_000;
const KEPT = { keepBody: true, timeoutMs: 5_000 };

let server: Http2Server;
let connection: Http2Connection;
let sessions: ServerHttp2Session[];

beforeEach(async () => {
  sessions = [];
  server = createServer((request, response) => {
    if (request.url === '/never') return;
    response.setHeader('x-proscenium-part', '0.5');
    if (request.url === '/missing') response.statusCode = 404;
    response.end(Buffer.alloc(PART_BYTES, 7));
  });
  server.on('session', (session) => sessions.push(session));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  connection = new Http2Connection(
    new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/show`),
  );
});

afterEach(async () => {
  connection.close();
  for (const session of sessions) session.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test('requests that come together share one connection', async () => {
  const [kept, counted] = await Promise.all([
    connection.get('/part', KEPT),
    connection.get('/missing', { ...KEPT, keepBody: false }),
  ]);
  expect([kept.status, kept.body.equals(Buffer.alloc(PART_BYTES, 7)), kept.bodyBytes]).toEqual([
    200,
    true,
    PART_BYTES,
  ]);
  expect([counted.status, counted.body.length, counted.bodyBytes]).toEqual([404, 0, PART_BYTES]);
  expect(kept.head).toMatch(/^x-proscenium-part: 0\.5$/m);
  expect(sessions).toHaveLength(1);
});

test('a connection that the server ended is opened again', async () => {
  const unanswered = connection.get('/never', KEPT);
  await connection.get('/part', KEPT);
  sessions[0]?.destroy();
  await expect(unanswered).rejects.toThrow();
  expect((await connection.get('/part', KEPT)).status).toBe(200);
  expect(sessions).toHaveLength(2);
});

test('an answer that does not come is a fault', async () => {
  await expect(connection.get('/never', { ...KEPT, timeoutMs: 50 })).rejects.toThrow('timed out');
});

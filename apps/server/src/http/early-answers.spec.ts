import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { systemClock } from '#kernel';
import { readAwayAfterEarlyAnswers } from './early-answers.js';

let folder: string;
let fastify: FastifyInstance;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'early-answers-'));
  fastify = Fastify({ bodyLimit: 1_000 });
  readAwayAfterEarlyAnswers(fastify, systemClock);
  fastify.post('/', async () => 'taken');
  await fastify.listen({ path: join(folder, 'server.sock') });
});
afterEach(async () => {
  await fastify.close();
  await rm(folder, { recursive: true });
});

/** As the front sends: over a Unix socket, where a connection that is closed fails the sender at once. */
function post(body: Iterable<Buffer>, lengthBytes: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = send({
      socketPath: join(folder, 'server.sock'),
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'content-length': lengthBytes },
    });
    outgoing.once('response', resolve).once('error', reject);
    Readable.from(body).pipe(outgoing);
  });
}

const chunks = (count: number) => Array.from({ length: count }, () => Buffer.alloc(64 * 1_024, 'x'));

test('who sends too much reads why', async () => {
  for (let round = 0; round < 10; round += 1) {
    const answer = await post(chunks(48), 48 * 64 * 1_024);
    expect(answer.statusCode).toBe(413);
    answer.resume();
  }
});

test('who never ends is cut off after a moment', async () => {
  const answer = await post(chunks(1), 48 * 64 * 1_024);
  const cut = new Promise((resolve) => answer.socket.once('close', resolve));
  expect(answer.statusCode).toBe(413);
  answer.resume();
  await cut;
});

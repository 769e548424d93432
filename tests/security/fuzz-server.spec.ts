import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { type Random, seededRandom } from '../support/kernel/seeded-random.js';
import { rawRequest } from '../support/network/raw-request.js';
import { processOf } from '../support/processes/processes.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';
import { Bystander } from './fuzz/bystander.js';
import { FuzzSender } from './fuzz/fuzz-sender.js';
import { type Json, mutateJson } from './fuzz/mutate-json.js';

const SEED = 7;
/** Each operation once or twice; `npm run fuzz` has the whole of it. */
const REQUESTS = 400;
/** `npm run fuzz -- --socket N` asks for more than every test run can afford. */
const MESSAGES = Number(process.env.FUZZ_MESSAGES ?? 1_000);
/** Who sends: what a role may not do is refused, so each reaches other code. */
const SENDERS = ['co-host', 'co-host', 'guest', 'guest', 'moderator', 'viewer'] as const;
const MESSAGES_WITHIN_MS = 120_000 + MESSAGES * 20;
/** On a machine that does nothing but read spoilt messages. */
const OTHERS_ANSWERED_WITHIN_MS = 3_000;
/** What is still in use after a collection: caches and what the database of the process keeps of the messages. */
const GROWTH_BYTES = 40e6;
const COLLECT = join(import.meta.dirname, 'fuzz', 'collect-garbage.mjs');

interface Operation {
  method: string;
  path: string;
}

let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;
let bystanderTicket: string;
const senderTickets: string[] = [];
let usedBefore: number;
const memory: number[] = [];

const resident = () => processOf(server.pid)?.residentBytes ?? 0;

/** On the heap and beside it, after a collection: the process takes no message until that is over. */
async function used(): Promise<number> {
  // The server itself: the supervisor that started it has a heap of its own.
  process.kill(server.pid, 'SIGUSR2');
  const { body } = await owner.get('//metrics');
  const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(body)?.[1]);
  return metric('nodejs_heap_size_used_bytes') + metric('nodejs_external_memory_bytes');
}

beforeAll(async () => {
  server = await ServerUnderTest.start({
    env: { PROSCENIUM_LOG_LEVEL: 'error' },
    nodeArgs: ['--import', COLLECT],
  });
  ({ owner, showId } = await signedInOwner(server));
  bystanderTicket = await Bystander.ticket(owner);
  for (const role of SENDERS) {
    senderTickets.push((await owner.post(`/shows/${showId}/tickets`, { role, name: role })).body.ticket);
  }
  usedBefore = await used();
});
afterAll(async () => {
  await server?.dispose();
});

async function operations(): Promise<Operation[]> {
  const { body } = await owner.get('//api/openapi.json');
  return Object.entries(body.paths as Record<string, Record<string, unknown>>)
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    )
    .filter(({ path, method }) => !(method === 'DELETE' && path.includes('session')));
}

/** A body that is nearly what the operation wants. */
const BODY: Json = {
  title: 'Fuzz',
  description: '',
  visibility: 'public',
  email: 'a@example.org',
  password: 'long enough, I hope',
  name: 'Fuzz',
  role: 'guest',
  token: 'x',
  at: '2030-01-01T00:00:00Z',
  source: 'camera',
  personId: 'person_x',
  expiresInSeconds: 60,
  scopes: ['shows'],
  newPassword: 'long enough, I hope',
};

function idIn(path: string, random: Random): string {
  const odd = ['..', '%00', 'x'.repeat(300), '1', '__proto__', 'show_%F0%9F%92%A9'];
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'showId' && random() < 0.6 ? showId : (odd[Math.floor(random() * odd.length)] ?? 'x'),
  );
}

test(`${REQUESTS} odd requests to every operation of the API: none is our fault`, async () => {
  const random = seededRandom(SEED);
  const all = await operations();
  expect(all.length).toBeGreaterThan(30);
  const faults: string[] = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    const { method, path } = all[number % all.length] as Operation;
    const target = idIn(path, random);
    const body = method === 'GET' ? undefined : mutateJson(BODY, random);
    const answer = await owner.send(method, `/${target}`, body);
    if (answer.status >= 500)
      faults.push(
        `${number} ${method} ${target} ${JSON.stringify(body)?.slice(0, 200)} -> ${answer.status} ${JSON.stringify(answer.body)}`,
      );
  }
  expect(faults).toEqual([]);
}, 120_000);

test('bodies that are no JSON, or not what they say, are refused', async () => {
  for (const body of ['{', '[', '"', 'null', '\u0000', '{"a":'.repeat(2_000), '<xml/>']) {
    const answer = await owner.post('/shows', body);
    expect([body.slice(0, 10), answer.status >= 400 && answer.status < 500]).toEqual([
      body.slice(0, 10),
      true,
    ]);
  }
});

test(`${REQUESTS} odd queries to playback: none is our fault`, async () => {
  const random = seededRandom(SEED);
  const values = [
    '',
    '-1',
    '0',
    '1e99',
    'NaN',
    '99999999999999999999',
    '%00',
    'YES',
    'x'.repeat(2_000),
    '../..',
    '%F0%9F',
  ];
  const names = ['_HLS_msn', '_HLS_part', '_HLS_skip', '_HLS_report', 'token', '__proto__'];
  const files = ['index.m3u8', 'v720/index.m3u8', 'v720/init-1.mp4', 'steering.json', '%2e%2e/x', ''];
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const faults: string[] = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    const query = Array.from(
      { length: Math.floor(random() * 4) },
      () => `${pick(names)}=${pick(values)}`,
    ).join('&');
    const path = `/live/${random() < 0.7 ? showId : pick(values)}/${pick(files)}?${query}`;
    const { status } = await rawRequest(
      server.url,
      path,
      random() < 0.2 ? { range: `bytes=${pick(values)}-${pick(values)}` } : {},
    );
    if (status >= 500 && status !== 503) faults.push(`${path} -> ${status}`);
  }
  expect(faults).toEqual([]);
});

test(
  `${MESSAGES} odd messages over real sockets: each is answered, none brings anything or anybody down`,
  async () => {
    const bystander = await Bystander.enter(server, bystanderTicket);
    const beganMs = systemClock.monotonicMs();
    const results = await Promise.all(
      senderTickets.map(async (ticket, index) => {
        const share = Math.ceil(MESSAGES / SENDERS.length);
        const sender = new FuzzSender({ url: server.url, ticket, tabId: `tab-${index}`, seed: SEED + index });
        return sender.pour(share, (sent) => {
          if (index === 0 && sent % 1_000 === 0) memory.push(resident());
        });
      }),
    );
    const slowestMs = await bystander.leave();
    const count = (of: 'answered' | 'refused' | 'cut') => results.reduce((sum, each) => sum + each[of], 0);
    const seconds = (systemClock.monotonicMs() - beganMs) / 1_000;
    console.log(
      `${count('answered')} answered, ${count('refused')} refused as too many, ${count('cut')} cut off as too large, in ${seconds.toFixed(0)} s; the slowest answer to others took ${slowestMs.toFixed(0)} ms; MB resident: ${memory.map((each) => Math.round(each / 1e6)).join(' ')}`,
    );
    expect(results.flatMap(({ faults }) => faults)).toEqual([]);
    expect(slowestMs).toBeLessThan(OTHERS_ANSWERED_WITHIN_MS);
  },
  MESSAGES_WITHIN_MS,
);

test('after all that the server is ready, has not grown, and has nothing of ours in its prototype', async () => {
  expect((await rawRequest(server.url, '/readyz')).status).toBe(200);
  const grown = (await used()) - usedBefore;
  console.log(`${(grown / 1e6).toFixed(1)} MB more in use than before`);
  expect(grown).toBeLessThan(GROWTH_BYTES);
  expect(server.lines.all.filter((line) => line.includes('"level":50'))).toEqual([]);
});

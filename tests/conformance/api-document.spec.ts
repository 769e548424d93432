// The document says what runs, and what runs answers as the document says.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ALL_OPERATIONS } from '#api';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const [[, openEmbedded]] = DATABASES;
const ROOT = join(import.meta.dirname, '..', '..');

let held: TestDatabase;
let server: ControlServer;
let owner: ApiClient;
let showId: string;
// biome-ignore lint/suspicious/noExplicitAny: the document is read as a stranger reads it
let document: any;

beforeAll(async () => {
  held = await openEmbedded();
  server = await ControlServer.create(held.database);
  ({ client: owner, showId } = await server.owner());
  document = (await server.client().get('//api/openapi.json')).body;
});
afterAll(async () => {
  await server?.close();
  await held?.close();
});

const documented = (): string[] =>
  Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

test('every running route of the API is in the document, and every documented one runs', () => {
  const running = server.routes
    .filter((route) => route.includes(' /api/v1/'))
    .map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));
  expect(documented().sort()).toEqual([...new Set(running)].sort());
});

test('every reference leads somewhere, every path parameter is described, every operation has a name of its own', () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(names.filter((name) => document.components.schemas[name] === undefined)).toEqual([]);
  const operations = Object.entries<Record<string, { operationId: string; parameters: { name: string }[] }>>(
    document.paths,
  ).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, ...operation })));
  for (const { path, parameters } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  }
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});

test('no schema is open where the server is closed', () => {
  const bodies = Object.entries<{ additionalProperties?: unknown }>(document.components.schemas).filter(
    ([name]) => /Wish$|Change$|^(SignIn|Token|Arrival|Heartbeat|Erasure|Schedule)$/.test(name),
  );
  expect(bodies.length).toBeGreaterThan(10);
  expect(bodies.filter(([, schema]) => schema.additionalProperties !== false).map(([name]) => name)).toEqual(
    [],
  );
});

test('answers are what the document says, for an evening from first to last', async () => {
  const steps: [id: string, path: string, body?: unknown, headers?: Record<string, string>][] = [
    ['session.get', '/session'],
    ['sessions.list', '/sessions'],
    ['people.list', '/people'],
    ['shows.create', '/shows', { title: 'One' }],
    ['shows.list', '/shows?limit=1'],
    ['shows.get', `/shows/${showId}`],
    ['shows.update', `/shows/${showId}`, { layout: 'grid' }, { 'if-match': '1' }],
    ['shows.schedule', `/shows/${showId}/schedule`, { scheduledAt: '2031-05-01T20:00:00Z' }],
    ['shows.invite', `/shows/${showId}/invitations`, { role: 'guest' }],
    ['shows.listInvitations', `/shows/${showId}/invitations`],
    ['tickets.mint', `/shows/${showId}/tickets`, { role: 'guest', name: 'Ada' }],
    ['tickets.own', `/shows/${showId}/own-ticket`],
    ['shows.watch', `/shows/${showId}/watch`, {}],
    ['shows.goLive', `/shows/${showId}/live`],
    ['shows.liveState', `/shows/${showId}/live`],
    ['audience.chat', `/shows/${showId}/chat`],
    ['audience.rules', `/shows/${showId}/chat-rules`],
    ['audience.held', `/shows/${showId}/held-messages`],
    ['audience.bans', `/shows/${showId}/bans`],
    ['audience.audit', `/shows/${showId}/audit`],
    ['audience.export', `/shows/${showId}/export`],
    ['shows.end', `/shows/${showId}/end`],
    ['apiKeys.make', '/api-keys', { name: 'k' }],
    ['apiKeys.list', '/api-keys'],
    ['invitations.inviteHost', '/invitations', {}],
    ['invitations.list', '/invitations'],
    ['webhooks.create', '/webhooks', { url: 'http://127.0.0.1:9/', events: ['show.live'] }],
    ['webhooks.list', '/webhooks'],
    ['house.retention', '/house/retention'],
    ['site.chatWords', '/site/chat-words'],
    ['site.bans', '/site/bans'],
    ['house.audit', '/house/audit'],
  ];
  for (const [id, path, body, headers] of steps) {
    const operation = ALL_OPERATIONS.find((candidate) => candidate.id === id);
    if (operation === undefined) throw new Error(`no operation ${id}`);
    const answer = await owner.send(operation.method, path, body, headers);
    expect([id, answer.status, answer.status < 400 || answer.body]).toEqual([id, operation.status, true]);
    expect([id, operation.answer.safeParse(answer.body).error?.issues ?? []]).toEqual([id, []]);
  }
});

test('the readable page names every operation and loads nothing from elsewhere', async () => {
  const page = await server.client().get('//api/docs');
  expect(page.headers.get('content-type')).toMatch('text/html');
  for (const { id } of ALL_OPERATIONS) expect(page.body).toContain(`id="${id}"`);
  expect([...String(page.body).matchAll(/(?:src|href)="([^"#]+)"/g)].map((match) => match[1])).toEqual([
    '/api/docs.css',
    '/api/openapi.json',
  ]);
});

test('the generated client is the one that this document makes', () => {
  const output = execFileSync(process.execPath, ['infra/api/generate-client.mjs', '--check'], { cwd: ROOT });
  expect(output.toString()).toMatch('up to date');
});

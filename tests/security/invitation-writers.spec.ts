// Invitations and tickets do not outlive the rank of their writers.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

let held: TestDatabase;
let server: ControlServer;
let owner: ApiClient;
let showId: string;
const [[, openEmbedded]] = DATABASES;

beforeAll(async () => {
  held = await openEmbedded();
  server = await ControlServer.create(held.database);
  ({ client: owner, showId } = await server.owner());
});
afterAll(async () => {
  await server?.close();
  await held?.close();
});

async function coHost(subject: string): Promise<ApiClient> {
  const body = { role: 'co-host', name: subject, subject };
  return server.client((await owner.post(`/shows/${showId}/tickets`, body)).body.ticket);
}
const inviteGuest = async (client: ApiClient) =>
  (await client.post(`/shows/${showId}/invitations`, { role: 'guest' })).body.token as string;
const look = async (token: string) => (await server.client().post('/invitations/look', { token })).status;
const accept = async (token: string) =>
  (await server.client().post('/invitations/accept', { token, name: 'x' })).status;

test('an invitation ends when its writer is banned', async () => {
  const token = await inviteGuest(await coHost('cleo'));
  expect([await look(token), await accept(token)]).toEqual([200, 201]);
  expect((await owner.post(`/shows/${showId}/bans`, { personId: 'cleo' })).status).toBe(204);
  expect([await look(token), await accept(token)]).toEqual([410, 410]);
});

test('and when its writer is no co-host any more, whose ticket then opens nothing of a co-host either', async () => {
  const client = await coHost('carl');
  const token = await inviteGuest(client);
  server.stageRoles.set('carl', 'guest');
  expect([await look(token), await accept(token)]).toEqual([410, 410]);
  expect((await client.post(`/shows/${showId}/tickets`, { role: 'viewer', name: 'x' })).status).toBe(403);
});

test('a co-host who was one no more stays it when no stage remembers; a new ticket makes one again', async () => {
  const client = await coHost('carol');
  const mint = (from: ApiClient) =>
    from.post(`/shows/${showId}/tickets`, { role: 'viewer', name: 'x' }).then(({ status }) => status);
  expect(await mint(client)).toBe(201);
  await server.plane.ranks.changed(showId, 'carol', 'guest', systemClock.wallMs());
  // As after a restart: the stage is another one, and knows nobody.
  expect([await mint(client), await inviteGuest(client)]).toEqual([403, undefined]);
  expect(await mint(await coHost('carol'))).toBe(201);
});

test('a ticket does not outlive the one that issued it', async () => {
  const issued = server.plane.tickets.issue(showId as never, {
    role: 'co-host',
    name: 'c',
    lifetimeSeconds: 100,
  });
  const body = { role: 'guest', name: 'x', lifetimeSeconds: 2_000_000 };
  const made = await server.client(issued.text).post(`/shows/${showId}/tickets`, body);
  expect(Date.parse(made.body.expiresAt)).toBeLessThanOrEqual(issued.ticket.expiresAtMs);
});

test('a site invitation ends when its writer owns the site no more', async () => {
  const first = (await owner.post('/invitations', {})).body.token;
  const other = server.client();
  const email = 'other@example.org';
  const password = 'a good password';
  await other.post('/invitations/accept', { token: first, name: 'Other', email, password });
  const { id } = (await other.get('/session')).body.person;
  await owner.patch(`/people/${id}`, { role: 'owner' });
  const token = (await other.post('/invitations', {})).body.token;
  expect(await look(token)).toBe(200);
  await owner.patch(`/people/${id}`, { role: 'host' });
  expect(await look(token)).toBe(410);
});

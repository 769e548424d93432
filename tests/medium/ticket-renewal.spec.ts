// Real here: HTTP, Nest, the control plane and PGlite. Faked: the running side of shows.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const [[, openDatabase]] = DATABASES as unknown as [[string, () => Promise<TestDatabase>]];

interface Ticket {
  ticket: string;
  subject: string;
  role: string;
  name: string;
  expiresAt: string;
}

let held: TestDatabase;
let server: ControlServer;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  held = await openDatabase();
  server = await ControlServer.create(held.database);
  owner = server.client();
  const token = new URL((await server.plane.firstStart.link()) ?? '').pathname.split('/').pop();
  const opened = await owner.post('/setup', {
    ...{ token, name: 'Ada', siteName: 'Night Stage' },
    ...{ email: 'owner@example.org', password: 'a good password' },
  });
  showId = String(opened.body.showId);
  await owner.get('/session');
});
afterAll(async () => {
  await server?.close();
  await held?.close();
});

const renew = (client: ApiClient, ticket: string, show = showId) =>
  client.post(`/shows/${show}/tickets/renewal`, { ticket }, { authorization: `Bearer ${ticket}` });
const arrive = async (client: ApiClient): Promise<Ticket> =>
  (await client.post(`/shows/${showId}/watch`, { name: 'Vera' })).body;

/** As if most of its life were over. */
const shortened = ({ ticket }: Ticket): string => {
  const { tickets } = server.plane;
  const { showId: show, ...facts } = tickets.read(ticket);
  return tickets.issue(show, { ...facts, lifetimeSeconds: 60 }).text;
};

test('a visitor gets the same ticket with a later end, and that one again', async () => {
  const visitor = server.client();
  const first = await arrive(visitor);
  const short = shortened(first);
  const renewed = await renew(visitor, short);
  expect(renewed.status).toBe(201);
  expect(renewed.body).toMatchObject({ subject: first.subject, role: 'viewer', name: 'Vera' });
  expect(Date.parse(renewed.body.expiresAt)).toBeGreaterThan(Date.now() + 3_600_000);
  expect((await renew(visitor, renewed.body.ticket)).status).toBe(201);
});

test('nobody but the browser that a ticket was made for renews it', async () => {
  const visitor = server.client();
  const { ticket } = await arrive(visitor);
  const other = server.client();
  await arrive(other);
  for (const thief of [server.client(), other]) {
    const refused = await renew(thief, ticket);
    expect([refused.status, refused.body.code]).toEqual([403, 'ticket-final']);
  }
});

test('a ticket that an account has issued ends when it said', async () => {
  const visitor = server.client();
  await arrive(visitor);
  const minted = await owner.post(`/shows/${showId}/tickets`, { role: 'viewer', name: 'Vic' });
  const refused = await renew(visitor, minted.body.ticket);
  expect([refused.status, refused.body.code]).toEqual([403, 'ticket-final']);
});

test('no ticket of another person, another show, or one that has ended is renewed', async () => {
  const visitor = server.client();
  const { ticket } = await arrive(visitor);
  const other = (await owner.post('/shows', { title: 'Another', visibility: 'public' })).body.id;
  expect((await renew(visitor, ticket, String(other))).status).toBe(403);
  const spoilt = `${ticket.slice(0, -2)}xx`;
  const refused = await visitor.post(
    `/shows/${showId}/tickets/renewal`,
    { ticket: spoilt },
    { authorization: `Bearer ${ticket}` },
  );
  expect([refused.status, refused.body.code]).toEqual([401, 'ticket-invalid']);
});

test('a role that was taken away is not renewed', async () => {
  const invitation = await owner.post(`/shows/${showId}/invitations`, { role: 'co-host' });
  const guest = server.client();
  const arrival = { token: invitation.body.token, name: 'Cas' };
  const { ticket, subject, role }: Ticket = (await guest.post('/invitations/accept', arrival)).body.ticket;
  expect(role).toBe('co-host');
  await server.plane.ranks.changed(showId, subject, 'guest', Date.now());
  const renewed = (await renew(guest, ticket)).body as Ticket;
  const minting = await server.client(renewed.ticket).post(`/shows/${showId}/tickets`, {
    role: 'guest',
    name: 'x',
  });
  expect([minting.status, minting.body.code]).toEqual([403, 'not-allowed']);
});

test('who is banned renews nothing, and after the show nobody does', async () => {
  const [banned, visitor] = [server.client(), server.client()];
  const [first, second] = [await arrive(banned), await arrive(visitor)];
  expect((await owner.post(`/shows/${showId}/bans`, { personId: first.subject })).status).toBe(204);
  expect((await renew(banned, first.ticket)).body.code).toBe('banned');
  await owner.post(`/shows/${showId}/live`);
  await owner.post(`/shows/${showId}/end`);
  expect((await renew(visitor, second.ticket)).body.code).toBe('show-ended');
});

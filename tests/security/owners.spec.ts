// The way in of a site's owner, the way back after a lost password, and what owners may do to each other.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resetOwner } from '#control';
import { systemClock } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const PASSWORD = 'a good password';
const [[, openEmbedded]] = DATABASES;

let held: TestDatabase;
let server: ControlServer;
let owner: ApiClient;

beforeAll(async () => {
  held = await openEmbedded();
  server = await ControlServer.create(held.database);
});
afterAll(async () => {
  await server?.close();
  await held?.close();
});

const tokenOf = (link: string | undefined) => link?.split('/').pop();
const setUp = (client: ApiClient, link: string | undefined, password = PASSWORD) =>
  client.post('/setup', { token: tokenOf(link), name: 'Ada', email: 'ada@example.org', password });

async function makeHost(name: string): Promise<{ client: ApiClient; id: string }> {
  const { token } = (await owner.post('/invitations', {})).body;
  const client = server.client();
  const arrival = { token, name, email: `${name}@example.org`, password: PASSWORD };
  await client.post('/invitations/accept', arrival);
  return { client, id: (await client.get('/session')).body.person.id };
}

test('the first-start link is used up by its form, once', async () => {
  const link = await server.plane.firstStart.link();
  owner = server.client();
  expect((await setUp(owner, link)).status).toBe(201);
  const again = await setUp(server.client(), link);
  expect([again.status, again.body.code]).toEqual([410, 'invitation-over']);
  expect(await server.plane.firstStart.link()).toBeUndefined();
});

test('an owner who lost the password comes in by a new link from the shell; password and sessions end', async () => {
  const before = (await owner.get('/session')).body.person;
  const { repositories } = held.database;
  const { link } = await resetOwner({ ...repositories, clock: systemClock, publicUrl: server.origin });
  const signIn = { email: 'ada@example.org', password: PASSWORD };
  expect((await server.client().post('/session', signIn)).status).toBe(401);
  expect(await repositories.sessions.listOf(before.id)).toEqual([]);
  const back = server.client();
  expect((await setUp(back, link, 'another good password')).status).toBe(201);
  const { person } = (await back.get('/session')).body;
  expect(person).toMatchObject({ id: before.id, role: 'owner', hasPassword: true });
  owner = back;
});

test('of several owners only the first one demotes or erases another', async () => {
  const [ben, cas] = [await makeHost('ben'), await makeHost('cas')];
  for (const { id } of [ben, cas]) await owner.patch(`/people/${id}`, { role: 'owner' });
  const demoted = await ben.client.patch(`/people/${cas.id}`, { role: 'host' });
  const erased = await ben.client.delete(`/people/${cas.id}`);
  expect([demoted.status, erased.status]).toEqual([403, 403]);
  expect((await owner.patch(`/people/${cas.id}`, { role: 'host' })).status).toBe(200);
  expect((await ben.client.delete(`/people/${cas.id}`)).status).toBe(204);
});

test('a person whose show is live is erased with it: the show ends first', async () => {
  const { client, id } = await makeHost('dan');
  const showId = (await client.post('/shows', { title: 'On air' })).body.id;
  await client.post(`/shows/${showId}/backstage`);
  await client.post(`/shows/${showId}/live`);
  expect((await owner.delete(`/people/${id}`)).status).toBe(204);
  expect(server.live.told).toContain(`end ${showId}`);
  expect((await owner.get(`/shows/${showId}`)).status).toBe(404);
});

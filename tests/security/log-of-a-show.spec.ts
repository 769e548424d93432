// Real here: the whole server at its lowest log level, with a show on air from first sign-in to its end.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROTOCOL_VERSION } from '#protocol';
import { hlsFetch } from '../support/origin/hls-client.js';
import { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { OWNER_PASSWORD, signedInOwner } from '../support/server/signed-in-owner.js';
import { SOME_FINGERPRINT, StagePage } from '../support/stage/stage-page.js';

const EDGE_SECRET = 'a-secret-between-edge-and-origin';
const TURN_SECRET = 'a-secret-shared-with-the-turn-server';
const WRONG_PASSWORD = 'a password with one letter wronk';
const GUEST_PASSWORD = 'frequency hopping is hers';

let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;
/** What must never be read in a log, by its name. */
const secrets = new Map<string, string>();

const keep = (name: string, value: unknown): string => {
  // Anything shorter might stand in a line by chance.
  if (typeof value !== 'string' || value.length < 12) throw new Error(`${name} is no secret: ${value}`);
  secrets.set(name, value);
  return value;
};

beforeAll(async () => {
  server = await ServerUnderTest.start({
    env: {
      ...{ PROSCENIUM_LOG_LEVEL: 'debug', EDGE_SECRET },
      ...{ PROSCENIUM_TURN_URL: 'turn:127.0.0.1:3478', PROSCENIUM_TURN_SECRET: TURN_SECRET },
      ...{ PROSCENIUM_PROGRAMME_WIDTH: '640', PROSCENIUM_PROGRAMME_HEIGHT: '360' },
      PROSCENIUM_PROGRAMME_RUNGS: '360p:600k',
    },
  });
  ({ owner } = await signedInOwner(server));
  keep('the first link', new URL(await server.ownerLink()).pathname.split('/').pop());
  for (const [name, value] of Object.entries({ EDGE_SECRET, TURN_SECRET, OWNER_PASSWORD, WRONG_PASSWORD }))
    keep(name, value);
}, 90_000);
afterAll(async () => {
  await server?.dispose();
});

/** Signs in, once wrongly, and takes what programs and other servers are given. */
async function prepare(): Promise<void> {
  const address = { email: 'ada@example.org' };
  expect((await owner.post('/session', { ...address, password: WRONG_PASSWORD })).status).toBe(401);
  const signIn = await new ApiClient(server.url).post('/session', { ...address, password: OWNER_PASSWORD });
  keep('a session', /=([^;]+)/.exec(signIn.headers.getSetCookie()[0] ?? '')?.[1]);
  keep('a CSRF token', signIn.body.csrfToken ?? owner.csrfToken);
  const key = keep('an API key', (await owner.post('/api-keys', { name: 'for the log' })).body.secret);
  expect((await new ApiClient(server.url, key).get('/shows')).status).toBe(200);
  expect((await new ApiClient(server.url, `${key}x`).get('/shows')).status).toBe(401);
  const hook = await owner.post('/webhooks', { url: 'https://hooks.invalid/x', events: ['show.live'] });
  keep('a webhook secret', hook.body.secret);
  const invitation = await owner.post('/invitations', { maxUses: 1 });
  const token = keep('an invitation', invitation.body.token);
  const arrival = { token, name: 'Hedy', email: 'hedy@example.org', password: GUEST_PASSWORD };
  expect((await owner.post('/invitations/accept', arrival)).status).toBe(201);
  keep('a new password', GUEST_PASSWORD);
}

/** A guest comes on stage by ticket, over a socket, and once with a ticket that was changed. */
async function takeTheStage(ticket: string): Promise<void> {
  const page = new StagePage(server.url, 'guest', 'tab-1');
  const join = { version: PROTOCOL_VERSION, tabId: 'tab-1' };
  expect((await page.ask('session.join', { ...join, ticket: `${ticket}x` })).ok).toBe(false);
  await page.must('session.join', { ...join, ticket });
  const welcome = await page.must('session.enter-stage', {});
  keep('a TURN password', welcome.iceServers.find((each) => 'credential' in each)?.credential);
  const sending = await page.must('transport.create-send', {});
  keep('an ICE password', sending.iceParameters.password);
  const { transportId } = sending;
  const dtlsParameters = { ...SOME_FINGERPRINT, fingerprints: [...SOME_FINGERPRINT.fingerprints] };
  await page.must('transport.connect', { transportId, dtlsParameters });
  await page.produce(transportId, 'camera');
  page.close();
}

/** Addresses that hold secrets: of an encoder, of the first start, of a player that reports. */
async function askSecretAddresses(reportToken: string): Promise<void> {
  const input = await owner.post(`/shows/${showId}/inputs`, { name: 'Camera', as: 'guest', onStage: false });
  const key = keep('the key of an input', input.body.key);
  const offer = { method: 'POST', headers: { 'content-type': 'application/sdp' }, body: 'v=0' };
  expect((await fetch(`${server.url}/whip/${key}`, offer)).status).toBe(422);
  expect((await fetch(`${server.url}/whip/${key}x`, offer)).status).toBe(401);
  expect((await fetch(await server.ownerLink())).status).toBe(200);
  const report = { method: 'POST', body: JSON.stringify({ reports: [{ latencyMs: 900, stalls: 0 }] }) };
  expect((await fetch(`${server.url}/live-reports/t/${reportToken}/${showId}`, report)).status).toBe(204);
}

test('no secret of a whole show is in the log at its lowest level', async () => {
  await prepare();
  const show = { title: 'A whole show', visibility: 'private' };
  showId = (await owner.post('/shows', show)).body.id;
  const guest = (await owner.post(`/shows/${showId}/tickets`, { role: 'guest', name: 'Rosa' })).body;
  const viewer = (await owner.post(`/shows/${showId}/tickets`, { role: 'viewer', name: 'Vera' })).body;
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
  await takeTheStage(keep('a guest’s ticket', guest.ticket));
  keep('a viewer’s ticket', viewer.ticket);
  const playback = keep('a playback token', viewer.playbackUrl.split('/')[3]);
  const urlOf = (token: string) => `${server.url}/live/t/${token}/${showId}/index.m3u8`;
  expect((await hlsFetch(urlOf(playback))).status).toBe(200);
  expect((await hlsFetch(urlOf(`${playback}x`))).status).toBe(403);
  await askSecretAddresses(keep('a report token', viewer.reportToken));
  expect((await new ApiClient(server.url, viewer.ticket).get(`/shows/${showId}`)).status).toBe(200);
  expect((await owner.post(`/shows/${showId}/end`)).status).toBe(200);
  await owner.delete('/session');
  await server.stop();
  // What is printed for the owner's eyes is no log.
  const logged = server.lines.all.filter((line) => line.startsWith('{'));
  expect(logged.filter((line) => line.includes(showId)).length).toBeGreaterThan(3);
  const found = [...secrets].flatMap(([name, secret]) =>
    logged.filter((line) => line.includes(secret)).map((line) => `${name}: ${line.slice(0, 300)}`),
  );
  expect(found).toEqual([]);
});

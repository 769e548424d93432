// Real here: a database, the API over HTTP, nodemailer, and a mail server on a socket. Only shows run as fakes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { type ReceivedMail, SmtpServer } from '../support/network/smtp-server.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const [[, openEmbedded]] = DATABASES;

let held: TestDatabase;
let mails: SmtpServer;
let server: ControlServer;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  held = await openEmbedded();
  mails = await SmtpServer.listen();
  const mail = { smtpUrl: mails.url, from: 'shows@example.org' };
  server = await ControlServer.create(held.database, {}, { mail });
  ({ client: owner } = await server.owner());
  showId = (await owner.post('/shows', { title: 'Opening night ☾', visibility: 'public' })).body.id;
});
afterAll(async () => {
  await server?.close();
  await mails?.close();
  await held?.close();
});

const tokenIn = (mail: ReceivedMail | undefined) => /\/follow\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
const follow = (email: string, of: 'host' | 'site', language = 'en') =>
  server.client().post(`/shows/${showId}/followers`, { email, of, language });

test('who follows confirms it by e-mail, hears of the show once, and ends it by a link', async () => {
  const anybody = server.client();
  expect((await anybody.get(`/shows/${showId}/followers`)).body).toMatchObject({ email: true });
  expect((await follow('Ann@Example.org', 'host')).status).toBe(204);
  const [asked] = await mails.received(1);
  expect([asked?.from, asked?.to]).toEqual(['shows@example.org', 'ann@example.org']);
  const token = tokenIn(asked);
  expect((await anybody.post('/followers/confirm', { token })).body).toEqual({
    email: 'ann@example.org',
    host: 'Owner',
    isConfirmed: true,
  });
  expect((await follow('ben@example.org', 'site', 'ko')).status).toBe(204);
  await anybody.post('/followers/confirm', { token: tokenIn((await mails.received(2))[1]) });
  // Never confirmed: hears nothing.
  expect((await follow('cat@example.org', 'site')).status).toBe(204);
  await mails.received(3);
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
  const told = (await mails.received(5)).slice(3);
  expect(told.map(({ to }) => to).sort()).toEqual(['ann@example.org', 'ben@example.org']);
  const toAnn = told.find(({ to }) => to === 'ann@example.org');
  expect(toAnn?.text).toContain(`/watch/${showId}`);
  expect(toAnn?.text).toContain('Opening night ☾ has just begun.');
  expect(toAnn?.text).toMatch(/^List-Unsubscribe: <http:\/\/127\.0\.0\.1\/follow\/flw_/im);
  expect(told.find(({ to }) => to === 'ben@example.org')?.text).toContain('방송이 방금 시작되었습니다');
  expect((await anybody.post('/followers/end', { token: tokenIn(toAnn) })).status).toBe(204);
  expect((await anybody.post('/followers/look', { token })).status).toBe(404);
});

test.each([
  'ann@example.org, ben@example.org',
  'ann@example.org\r\nBcc: all@example.org',
  '<ann@example.org>',
  'ann@@example.org',
  `${'a'.repeat(300)}@example.org`,
])('%j is no address', async (email) => {
  const before = mails.mails.length;
  const answer = await follow(email, 'site');
  expect([answer.status === 400 || answer.status === 422, answer.body.code]).toEqual([true, 'bad-request']);
  expect(mails.mails.length).toBe(before);
});

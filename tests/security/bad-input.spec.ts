// Every text field of the API is given what breaks others: it is refused, or returns as it was sent.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const HOSTILE = [
  `'; DROP TABLE "Show";--`,
  `' OR '1'='1`,
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}#{7*7}<%= 7*7 %>',
  '$(rm -rf /)`id`',
  '../../etc/passwd',
  '%00%0a%0d',
  'a\\u0000b',
  '__proto__',
  'constructor',
  'ﷺ'.repeat(50),
  'p\u0430ypal', // Cyrillic а
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'العربية עברית',
];
const UNSEEN = ['\u200b', '\u200b\u200d\ufeff', ' ', '\n\t', '\u2060\u00ad'];

describe.each(DATABASES)('bad input, on %s', (_name, open) => {
  let held: TestDatabase;
  let server: ControlServer;
  let owner: ApiClient;
  let showId: string;

  beforeAll(async () => {
    held = await open();
    server = await ControlServer.create(held.database);
    ({ client: owner, showId } = await server.owner());
  });
  afterAll(async () => {
    await server?.close();
    await held?.close();
  });

  test.each(HOSTILE)('%j returns as text', async (text) => {
    const made = await owner.post('/shows', { title: text, description: text });
    expect([made.status, made.body.title, made.body.description]).toEqual([201, text, text]);
    const found = await owner.get(`/shows?search=${encodeURIComponent(text.slice(0, 90))}`);
    expect(found.body.items.map((show: { id: string }) => show.id)).toContain(made.body.id);
    const ticket = await owner.post(`/shows/${showId}/tickets`, { role: 'guest', name: text.slice(0, 30) });
    expect(ticket.body.name).toBe(text.slice(0, 30));
  });

  test.each(UNSEEN)('a name or title of nothing visible, %j, is refused', async (text) => {
    expect((await owner.post('/shows', { title: text })).status).toBe(422);
    expect((await owner.post(`/shows/${showId}/tickets`, { role: 'guest', name: text })).status).toBe(422);
    expect((await server.client().post(`/shows/${showId}/watch`, { name: text })).status).toBe(422);
  });

  test('a byte that no text has is refused before it reaches the database', async () => {
    const made = await owner.post('/shows', { title: 'a\u0000b' });
    expect([made.status, made.body.code]).toEqual([422, 'bad-request']);
    const described = await owner.post('/shows', { title: 'x', description: 'a\u0000b' });
    expect(described.status).toBe(422);
    const lone = await owner.post('/shows', '{"title":"lone \\ud800 surrogate"}');
    expect(lone.status).toBe(422);
  });

  test.each([
    ['no JSON', '{"title":', 400],
    ['an array', [], 422],
    ['a string', '"x"', 422],
    ['null', 'null', 422],
    ['a number for text', { title: 7 }, 422],
    ['text for a number', { title: 'x', limits: { maxOnStage: '6' } }, 422],
    ['a field that is not there', { title: 'x', ownerId: 'person_1' }, 422],
    ['a prototype', '{"title":"x","__proto__":{"isOwner":true}}', 400],
    ['a prototype in a field', '{"title":"x","limits":{"__proto__":{"maxOnStage":1}}}', 400],
    ['a prototype by its escape', '{"title":"x","__pr\\u006fto__":{"isOwner":true}}', 400],
    ['a constructor', '{"title":"x","constructor":{"prototype":{"isOwner":true}}}', 400],
    ['depth', `{"title":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 422],
    ['a number beyond all', '{"title":"x","limits":{"maxViewers":1e400}}', 422],
  ])('%s is refused with a reason and no more', async (_what, body, status) => {
    const answer = await owner.post('/shows', body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    // The server runs in this very process: what it let into every object would be in ours.
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { isOwner?: boolean }).isOwner).toBeUndefined();
    expect(JSON.stringify(answer.body)).not.toMatch(/prisma|postgres|node_modules|\\n\s+at /i);
  });

  test('a body of more than a megabyte is refused', async () => {
    const answer = await owner.post('/shows', { title: 'x', description: 'x'.repeat(1_100_000) });
    expect([answer.status, answer.body.code]).toEqual([413, 'too-large']);
  });

  test('addresses that no route has, ids that are none and headers that lie are answered in our words', async () => {
    expect((await owner.get('/nothing')).body.code).toBe('not-found');
    expect((await owner.get('/shows/..%2f..%2fetc')).status).toBe(400);
    expect((await owner.get(`/shows/${'x'.repeat(300)}`)).status).toBe(400);
    expect((await owner.get('/shows/show_none')).body.code).toBe('show-not-found');
    const lie = await owner.patch(`/shows/${showId}`, { title: 'x' }, { 'if-match': '"1 OR 1=1"' });
    expect(lie.status).toBe(428);
    const keyed = await owner.post('/shows', { title: 'x' }, { 'idempotency-key': 'x'.repeat(201) });
    expect(keyed.status).toBe(400);
  });

  test('the show that was there is still there', async () => {
    expect((await owner.get(`/shows/${showId}`)).status).toBe(200);
  });
});

// Real here: HTTP, Nest, the audience room, PGlite and PostgreSQL. Faked: sockets and the running side of shows.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plainPoll } from '../support/audience/plain-poll.js';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

describe.each(DATABASES)('an audience over HTTP, on %s', (_name, open) => {
  let held: TestDatabase;
  let server: ControlServer;
  let owner: ApiClient;
  let showId: string;

  beforeAll(async () => {
    held = await open();
    server = await ControlServer.create(held.database);
    owner = (await server.owner()).client;
    showId = (await owner.post('/shows', { title: 'Open', visibility: 'public' })).body.id;
  });
  afterAll(async () => {
    await server?.close();
    await held?.close();
  });

  const watch = async (browser = server.client()) => {
    const { body } = await browser.post(`/shows/${showId}/watch`, { name: 'Viewer' });
    return { browser, player: server.client(body.ticket), subject: body.subject as string };
  };
  const say = (personId: string, text: string) =>
    server.plane.audience.sendChat({ showId, personId, name: personId, role: 'viewer' }, { text });

  test('players that beat are counted as devices and told in the state of the show', async () => {
    const { browser, player } = await watch();
    const second = await watch(browser);
    for (const one of [player, second.player])
      expect((await one.post(`/shows/${showId}/heartbeats`, { playedMs: 0, playing: true })).status).toBe(
        204,
      );
    const state = await owner.get(`/shows/${showId}/live`);
    expect(state.body.viewers).toMatchObject({ current: 1, peak: 1, unknown: 0 });
  });

  test('a ban ends heartbeats at once and a new ticket from that browser; it is listed and lifted', async () => {
    const { browser, player, subject } = await watch();
    await server.plane.audience.admitted(showId, {
      subject,
      name: 'Eve',
      deviceHash: server.plane.tickets.read((await watch(browser)).player.credential ?? '').deviceHash,
    });
    expect((await owner.post(`/shows/${showId}/bans`, { personId: subject, reason: 'spam' })).status).toBe(
      204,
    );
    const beat = await player.post(`/shows/${showId}/heartbeats`, { playedMs: 0, playing: true });
    expect([beat.status, beat.body.code]).toEqual([403, 'banned']);
    expect((await browser.post(`/shows/${showId}/watch`, {})).body.code).toBe('banned');
    const { items } = (await owner.get(`/shows/${showId}/bans`)).body;
    expect(items).toMatchObject([{ personId: subject, name: 'Eve', reason: 'spam', byName: 'Owner' }]);
    await owner.delete(`/shows/${showId}/bans/${subject}`);
    expect((await browser.post(`/shows/${showId}/watch`, {})).status).toBe(201);
  });

  test('a back end opens a quiz, and what is right is nowhere before the reveal', async () => {
    const quizzed = (await owner.post('/shows', { title: 'Quiz', visibility: 'public' })).body.id;
    const wish = { question: 'Which?', options: ['this', 'that'], kind: 'quiz', answer: 1, seconds: 60 };
    const made = await owner.post(`/shows/${quizzed}/polls`, wish);
    expect([made.status, made.body]).toMatchObject([
      201,
      { kind: 'quiz', closed: false, answer: null, votes: 0 },
    ]);
    const { ticket, subject } = (await server.client().post(`/shows/${quizzed}/watch`, { name: 'V' })).body;
    const player = server.client(ticket);
    const member = { showId: quizzed, personId: subject, name: 'Viewer', role: 'viewer' as const };
    await server.plane.audience.votePoll(member, { pollId: made.body.id, option: 1 });
    const seen = (await player.get(`/shows/${quizzed}/polls`)).body.items;
    expect(seen).toMatchObject([
      { id: made.body.id, votes: 1, answer: null, options: [{ votes: 0 }, { votes: 0 }] },
    ]);
    expect((await player.post(`/shows/${quizzed}/polls`, wish)).status).toBe(403);
    const path = `/shows/${quizzed}/polls/${made.body.id}`;
    expect((await owner.post(`${path}/close`)).body).toMatchObject({ closed: true });
    expect((await owner.post(`${path}/reveal`, {})).body.inMs).toBeGreaterThanOrEqual(0);
    expect((await owner.post(`/shows/${quizzed}/polls`, { ...wish, answer: 7 })).status).toBe(422);
    expect((await owner.post(`/shows/${quizzed}/polls/pol_none/close`)).body.code).toBe('poll-not-found');
  });

  test('the chat is read in pages, deleted by a moderator, and every act is in the log', async () => {
    for (const text of ['one', 'two', 'three']) await say('v1', text);
    const page = await owner.get(`/shows/${showId}/chat?limit=2`);
    expect(page.body.items.map((item: { text: string }) => item.text)).toEqual(['two', 'three']);
    const older = await owner.get(`/shows/${showId}/chat?limit=2&before=${page.body.next}`);
    expect(older.body.items.map((item: { text: string }) => item.text)).toEqual(['one']);
    const moderator = await owner.post(`/shows/${showId}/tickets`, { role: 'moderator', name: 'Mo' });
    const client = server.client(moderator.body.ticket);
    const { id } = page.body.items[1];
    expect((await client.delete(`/shows/${showId}/chat/${id}`)).status).toBe(204);
    const log = (await owner.get(`/shows/${showId}/audit?limit=5`)).body.items;
    expect(log[0]).toMatchObject({ actor: { kind: 'moderator', name: 'Mo' }, targetId: id });
  });

  test('a show is exported with what was said, and a viewer is erased from it', async () => {
    await say('to-erase', 'my secret');
    await server.plane.audience.ask({ showId, personId: 'v2', name: 'v2', role: 'viewer' }, 'why?');
    const host = { showId, personId: 'h1', name: 'h1', role: 'host' } as const;
    await server.plane.audience.createPoll(host, plainPoll('Which?', ['this', 'that']));
    const before = (await owner.get(`/shows/${showId}/export`)).body;
    expect(before.chat.at(-1)).toMatchObject({ text: 'my secret', personId: 'to-erase' });
    expect(before.questions).toMatchObject([{ text: 'why?', votes: 0 }]);
    expect(before.polls).toMatchObject([
      { question: 'Which?', options: [{ text: 'this', votes: 0 }, { text: 'that' }] },
    ]);
    const erased = await owner.post('/house/erasures', { personId: 'to-erase' });
    expect(erased.body).toEqual({ records: 1 });
    expect(JSON.stringify((await owner.get(`/shows/${showId}/export`)).body)).not.toContain('my secret');
    const member = { showId, personId: 'v9', name: 'v9', role: 'viewer' as const };
    const arrived = await server.plane.audience.catchUp(member);
    expect(JSON.stringify(arrived)).not.toContain('my secret');
  });

  test('retention is the owner’s to set', async () => {
    const days = { chat: 7, audit: 30, visits: 30, webhookLog: 7 };
    expect((await owner.send('PUT', '/house/retention', days)).body).toEqual(days);
    expect((await owner.get('/house/retention')).body).toEqual(days);
    expect((await server.client().get('/house/retention')).status).toBe(401);
  });
});

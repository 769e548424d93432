// Real here: HTTP, Nest, the audience room, PGlite and PostgreSQL. Faked: sockets and the running side of shows.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel';
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
  const say = (personId: string, text: string, of = showId) =>
    server.plane.audience.sendChat({ showId: of, personId, name: personId, role: 'viewer' }, { text });

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

  test('rules and defences are read and changed in part; what waits is decided on', async () => {
    const own = (await owner.post('/shows', { title: 'Held', visibility: 'public' })).body.id;
    const path = `/shows/${own}/chat-rules`;
    const before = (await owner.get(path)).body;
    expect(before).toMatchObject({ chatOpen: true, blockedWords: [], defences: { protectNames: true } });
    const change = { blockedWords: ['spoiler'], defences: { actions: { link: 'hold' } } };
    const { status, body } = await owner.patch(path, change);
    expect([status, body.blockedWords, body.defences.actions]).toEqual([
      200,
      ['spoiler'],
      { ...before.defences.actions, link: 'hold' },
    ]);
    const id = await say('writer_1', 'see some.example', own);
    const held = `/shows/${own}/held-messages`;
    expect((await owner.get(held)).body.items).toMatchObject([
      { id, personId: 'writer_1', text: 'see some.example', cause: 'link' },
    ]);
    expect((await owner.post(`${held}/${id}`, { decision: 'approve' })).status).toBe(204);
    expect((await owner.post(`${held}/${id}`, { decision: 'approve' })).status).toBe(404);
    expect((await owner.get(held)).body.items).toEqual([]);
  });

  test('the chat of a show that is over is replayed by time for viewers who may replay its recording', async () => {
    const made = await owner.post('/shows', {
      title: 'Over',
      visibility: 'public',
      recording: { replay: true },
    });
    const over = made.body.id;
    await say('writer_3', 'said during the show', over);
    const { chat } = held.database.repositories;
    const { createdAtMs } = (await chat.before(over, null, 1))[0] ?? { createdAtMs: 0 };
    await chat.add([
      {
        id: 'msg_event',
        position: 0,
        showId: over,
        author: { id: 'writer_4', name: 'Vic', role: 'guest', deviceHash: null },
        text: 'is on stage now',
        event: 'on-stage',
        replyToId: null,
        createdAtMs: createdAtMs + 1,
        deletedAtMs: null,
      },
    ]);
    const around = (beforeMs: number, afterMs: number) =>
      `from=${new Date(createdAtMs - beforeMs).toISOString()}&to=${new Date(createdAtMs + afterMs).toISOString()}`;
    const path = `/shows/${over}/chat-replay`;
    const stranger = server.client();
    await owner.post(`/shows/${over}/live`);
    expect((await stranger.get(`${path}?${around(1_000, 1_000)}`)).body.items).toEqual([]);
    await owner.post(`/shows/${over}/end`);
    expect((await stranger.get(`${path}?${around(1_000, 1_000)}`)).body.items).toMatchObject([
      {
        text: 'said during the show',
        programmeAt: new Date(createdAtMs).toISOString(),
        hiddenFor: null,
        event: null,
      },
      { name: 'Vic', event: 'on-stage' },
    ]);
    expect((await stranger.get(`${path}?${around(2_000, -1_000)}`)).body.items).toEqual([]);
    expect((await stranger.get(`${path}?${around(600_000, 1_000)}`)).status).toBe(400);
    const { version } = (await owner.get(`/shows/${over}`)).body;
    await owner.patch(`/shows/${over}`, { recording: { replay: false } }, { 'if-match': String(version) });
    expect((await stranger.get(`${path}?${around(1_000, 1_000)}`)).body.items).toEqual([]);
    expect((await owner.get(`${path}?${around(1_000, 1_000)}`)).body.items).toHaveLength(2);
  });

  test('the lists of the site are set, and a person is banned from all shows and let in again', async () => {
    const words = { ...(await owner.get('/site/chat-words')).body, spam: ['free coins'] };
    expect((await owner.send('PUT', '/site/chat-words', words)).body).toEqual(words);
    await expect(say('writer_2', 'FREE  COINS')).rejects.toMatchObject({ code: 'text-rejected' });
    await owner.send('PUT', '/site/chat-words', { ...words, spam: [] });
    const { browser, player, subject } = await watch();
    await server.plane.audience.admitted(showId, {
      subject,
      name: 'Mallory',
      deviceHash: server.plane.tickets.read(player.credential ?? '').deviceHash,
    });
    const banned = await owner.post(`/shows/${showId}/site-bans`, { personId: subject, reason: 'spam' });
    expect([banned.status, banned.body]).toMatchObject([201, { personId: subject, name: 'Mallory' }]);
    const other = (await owner.post('/shows', { title: 'Other', visibility: 'public' })).body.id;
    expect((await browser.post(`/shows/${other}/watch`, {})).body.code).toBe('banned');
    expect((await owner.get('/site/bans')).body.items).toMatchObject([
      { id: banned.body.id, reason: 'spam' },
    ]);
    expect((await owner.delete(`/site/bans/${banned.body.id}`)).status).toBe(204);
    expect((await owner.delete(`/site/bans/${banned.body.id}`)).body.code).toBe('ban-not-found');
    expect((await browser.post(`/shows/${other}/watch`, {})).status).toBe(201);
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
    const found = async (query: string) => (await owner.get(`/shows/${showId}/audit?${query}`)).body.items;
    // The request, and what it did.
    expect(log[1]).toMatchObject({ actor: { name: 'Mo' }, action: 'chat.delete' });
    expect(await found('actor=mO&action=audience,chat')).toEqual(log.slice(0, 2));
    // Neither another family, nor one whose name begins the same, nor a sign that stands for any other.
    for (const query of ['actor=mo&action=shows', 'actor=mo&action=aud', 'actor=M_', 'actor=%25'])
      expect(await found(query)).toEqual([]);
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

  test('a show says how many came and left when, and never who', async () => {
    const { body: made } = await owner.post('/shows', { title: 'Watched', visibility: 'public' });
    const path = `/shows/${made.id}/export`;
    expect((await owner.get(path)).body.viewerFlow).toEqual({ stepSeconds: 60, steps: [], stayed: 0 });
    await owner.post(`/shows/${made.id}/live`);
    const liveAtMs = Date.parse((await owner.get(`/shows/${made.id}`)).body.liveAt);
    await held.database.repositories.visits.add([
      { showId: made.id, viewer: 'v1', firstSeenMs: liveAtMs, lastSeenMs: liveAtMs + 9e6, watchMs: 1 },
      { showId: made.id, viewer: 'v2', firstSeenMs: liveAtMs, lastSeenMs: liveAtMs - 60_000, watchMs: 1 },
    ]);
    const { body } = await owner.get(path);
    expect(body.viewerFlow).toEqual({
      stepSeconds: 60,
      steps: [{ at: new Date(liveAtMs).toISOString(), joined: 2, left: 1 }],
      stayed: 1,
    });
    expect(JSON.stringify(body)).not.toContain('v1');
  });

  test('hosts alone learn who was on stage; nobody is there any more when the show is over', async () => {
    const { body: made } = await owner.post('/shows', { title: 'Staged', visibility: 'public' });
    const at = (wallMs: number) => ({ wallMs, programmeMs: wallMs + 70 });
    const ada = { showId: made.id, personId: 'p1', name: 'Ada', role: 'guest' as const };
    await held.database.repositories.appearances.put([
      { ...ada, id: newId('apr'), from: at(1_000), until: at(9_000), isOver: false },
    ]);
    const path = `/shows/${made.id}/export`;
    const onStage = {
      ...{ personId: 'p1', name: 'Ada', role: 'guest' },
      ...{ from: '1970-01-01T00:00:01.000Z', programmeFrom: '1970-01-01T00:00:01.070Z' },
    };
    await owner.post(`/shows/${made.id}/live`);
    expect((await owner.get(path)).body.onStage).toEqual([{ ...onStage, until: null, programmeUntil: null }]);
    const moderator = await owner.post(`/shows/${made.id}/tickets`, { role: 'moderator', name: 'Mo' });
    expect((await server.client(moderator.body.ticket).get(path)).status).toBe(403);
    await owner.post(`/shows/${made.id}/end`);
    expect((await owner.get(path)).body.onStage).toEqual([
      { ...onStage, until: '1970-01-01T00:00:09.000Z', programmeUntil: '1970-01-01T00:00:09.070Z' },
    ]);
  });

  test('retention is the owner’s to set', async () => {
    const days = { chat: 7, audit: 30, visits: 30, webhookLog: 7 };
    expect((await owner.send('PUT', '/house/retention', days)).body).toEqual(days);
    expect((await owner.get('/house/retention')).body).toEqual(days);
    expect((await server.client().get('/house/retention')).status).toBe(401);
  });
});

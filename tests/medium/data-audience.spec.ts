// Real here: PGlite, a PostgreSQL server, Prisma, the migrations. Nothing is faked.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type PersonId, type ShowId } from '#kernel';
import { type Appearance, DEFAULT_BRAND, DEFAULT_RECORDING } from '#show';
import { pollRecord, pollVote } from '../support/audience/poll-record.js';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { makeShow } from '../support/data/make-show.js';

const NOW_MS = Date.UTC(2030, 0, 1);
const author = (id: string, deviceHash: string | null = null) => ({
  id,
  name: id,
  role: 'viewer' as const,
  deviceHash,
});

describe.each(DATABASES)('what an audience says, in %s', (_name, open) => {
  let held: TestDatabase;
  let showId: ShowId;
  const stores = () => held.database.repositories;

  const message = (text: string, by = author('v1'), atMs = NOW_MS) => ({
    id: newId('msg'),
    position: 0,
    showId,
    author: by,
    text,
    replyToId: null,
    createdAtMs: atMs,
    deletedAtMs: null,
  });

  beforeAll(async () => {
    held = await open();
    showId = newId<'show'>('show') as ShowId;
    const owner = await stores().people.create({
      id: newId<'person'>('person') as PersonId,
      name: 'Ada',
      role: 'owner',
      email: null,
      passwordHash: null,
      nowMs: NOW_MS,
    });
    await stores().shows.create(
      {
        id: showId,
        ownerId: owner.id,
        title: 'An evening',
        description: '',
        posterUrl: null,
        scheduledAtMs: null,
        visibility: 'public',
        profile: 'standard',
        layout: 'grid',
        formats: null,
        resilience: 'none',
        captions: [],
        limits: { maxOnStage: 6, maxViewers: 1_000, maxMinutes: 240, maxFrontRow: 100 },
        recording: DEFAULT_RECORDING,
        brand: DEFAULT_BRAND,
        state: 'live',
        failure: null,
        version: 1,
        createdAtMs: NOW_MS,
        updatedAtMs: NOW_MS,
        liveAtMs: NOW_MS,
        endedAtMs: null,
      },
      [],
    );
  });
  afterAll(() => held.close());

  test('a batch keeps its order, and history is read backwards in pages', async () => {
    const { chat } = stores();
    await chat.add(['a', 'b', 'c', 'd', 'e'].map((text) => message(text)));
    const newest = await chat.before(showId, null, 3);
    expect(newest.map((item) => item.text)).toEqual(['c', 'd', 'e']);
    const older = await chat.before(showId, newest[0]?.position ?? null, 3);
    expect(older.map((item) => item.text)).toEqual(['a', 'b']);
  });

  test('text is stored as it was sent: quotes, emoji, four scripts', async () => {
    const { chat } = stores();
    const sent = message(`Robert'); DROP TABLE "Show";-- 한국어 👩‍👩‍👧 العربية \\ \t`, author('v-odd'));
    await chat.add([sent]);
    expect(await chat.find(sent.id)).toMatchObject({ text: sent.text });
  });

  test('a ban takes the messages of the person and of the device', async () => {
    const { chat } = stores();
    const bad = [message('x', author('bad', 'dev')), message('y', author('bad-again', 'dev'))];
    const good = message('z', author('good'));
    await chat.add([...bad, good]);
    const removed = await chat.removeAllOf(showId, { id: 'bad', deviceHash: 'dev' }, 'moderator', NOW_MS);
    expect(removed.sort()).toEqual(bad.map((item) => item.id).sort());
    const left = (await chat.before(showId, null, 100)).map((item) => item.id);
    expect(left).toContain(good.id);
    expect(left).not.toContain(bad[0]?.id);
  });

  test('a voter votes once for a question, however many arrive', async () => {
    const { questions } = stores();
    const id = newId('qst');
    await questions.add([
      {
        id,
        showId,
        author: author('v1'),
        text: 'why?',
        state: 'open',
        votes: 0,
        createdAtMs: NOW_MS,
        answeredAtMs: null,
      },
    ]);
    await Promise.all([1, 2, 3].map(() => questions.vote([{ questionId: id, voter: 'v2' }], NOW_MS)));
    await questions.vote([{ questionId: id, voter: 'v3' }], NOW_MS);
    expect(await questions.list(showId)).toMatchObject([{ id, votes: 2 }]);
    expect((await questions.votesOf(showId)).map((vote) => vote.voter).sort()).toEqual(['v2', 'v3']);
    await questions.unvote(id, 'v2');
    expect(await questions.list(showId)).toMatchObject([{ votes: 1 }]);
  });

  test('the first vote in a poll stands', async () => {
    const { polls } = stores();
    const id = newId('pol');
    await polls.add(pollRecord({ id, showId, createdAtMs: NOW_MS }));
    await polls.vote([pollVote({ pollId: id, voter: 'v1', option: 0 })], NOW_MS);
    await polls.vote(
      [pollVote({ pollId: id, voter: 'v1', option: 1 }), pollVote({ pollId: id, voter: 'v2', option: 1 })],
      NOW_MS,
    );
    expect(await polls.list(showId)).toMatchObject([{ counts: [1, 1] }]);
    expect([await polls.close(id, NOW_MS), await polls.close(id, NOW_MS)]).toEqual([true, false]);
  });

  test('a giveaway keeps who was drawn, and the first outcome stands', async () => {
    const { polls } = stores();
    const id = newId('pol');
    await polls.add(
      pollRecord({ id, showId, createdAtMs: NOW_MS, kind: 'giveaway', options: ['Enter'], counts: [0] }),
    );
    const ada = pollVote({ pollId: id, voter: 'v1', option: 0, personId: 'p1', name: 'Ada', tookMs: 90 });
    await polls.vote([ada, pollVote({ pollId: id, voter: 'v2', option: 0 })], NOW_MS);
    const outcome = { answer: null, winners: ['v1'], atMs: NOW_MS };
    expect([await polls.reveal(id, outcome), await polls.reveal(id, outcome)]).toEqual([true, false]);
    expect(await polls.votesOf(id)).toContainEqual({ ...ada, hasWon: true });
    expect((await polls.list(showId)).find((poll) => poll.id === id)).toMatchObject({
      kind: 'giveaway',
      revealedAtMs: NOW_MS,
    });
  });

  test('watch time adds up, and a viewer is one viewer', async () => {
    const { visits } = stores();
    const delta = (viewer: string, atMs: number, watchMs: number) => ({
      showId,
      viewer,
      firstSeenMs: atMs,
      lastSeenMs: atMs,
      watchMs,
    });
    await visits.add([delta('v1', NOW_MS, 10_000), delta('v2', NOW_MS, 5_000)]);
    await visits.add([delta('v1', NOW_MS + 10_000, 10_000)]);
    await visits.raisePeak(showId, 7);
    await visits.raisePeak(showId, 3);
    expect(await visits.totals(showId)).toEqual({ viewers: 2, watchMs: 25_000, peakViewers: 7 });
  });

  test('viewers come and leave in steps of a show; those of its last moments have not left', async () => {
    const { visits } = stores();
    const own = await makeShow(held.database);
    const seen = (viewer: string, firstMin: number, lastMin: number) => ({
      ...{ showId: own, viewer, watchMs: 1 },
      ...{ firstSeenMs: NOW_MS + firstMin * 60_000, lastSeenMs: NOW_MS + lastMin * 60_000 },
    });
    await visits.add([
      ...[seen('early', -1, 0), seen('zapper', 0, 0.99), seen('fan', 0.5, 10), seen('late', 9, 9.5)],
      ...[seen('two', 2, 3), seen('three', 2.5, 3.5), seen('after', 10.5, 11)],
    ]);
    const span = { fromMs: NOW_MS, untilMs: NOW_MS + 600_000, stepMs: 60_000 };
    const flow = await visits.flow(own, { ...span, stayedFromMs: NOW_MS + 570_000 });
    expect([...flow.joined].sort()).toEqual([
      [0, 3],
      [2, 2],
      [9, 1],
    ]);
    expect([...flow.left].sort()).toEqual([
      [0, 2],
      [3, 2],
    ]);
    expect(flow.stayed).toBe(2);
    const nobody = await visits.flow('show_none', { ...span, stayedFromMs: NOW_MS });
    expect(nobody).toEqual({ joined: new Map(), left: new Map(), stayed: 0 });
  });

  test('a ban is active until it is lifted, a time-out until it is over', async () => {
    const { bans } = stores();
    const ban = (kind: 'ban' | 'timeout', expiresAtMs: number | null) => ({
      id: newId('ban'),
      showId,
      kind,
      subjectId: 'v9',
      deviceHash: null,
      name: 'v9',
      reason: '',
      byId: 'host',
      byName: 'Host',
      createdAtMs: NOW_MS,
      expiresAtMs,
    });
    const forever = ban('ban', null);
    await bans.add(forever);
    await bans.add(ban('timeout', NOW_MS + 1_000));
    expect(await bans.active(showId, NOW_MS)).toHaveLength(2);
    expect(await bans.active(showId, NOW_MS + 1_000)).toHaveLength(1);
    expect(await bans.lift(showId, forever.id, NOW_MS)).toMatchObject({ id: forever.id });
    expect(await bans.lift(showId, forever.id, NOW_MS)).toBeUndefined();
  });

  test('the settings of the audience are kept apart from its notice', async () => {
    const { audienceState } = stores();
    await audienceState.save(showId, { notice: 'back in five' });
    await audienceState.save(showId, { pinnedMessageId: 'msg_1' });
    expect(await audienceState.load(showId)).toMatchObject({
      notice: 'back in five',
      pinnedMessageId: 'msg_1',
      settings: null,
    });
  });

  test('erasing a viewer leaves nothing that names them', async () => {
    const { chat, hands, visits, retention } = stores();
    const by = author('forget-me', 'forget-device');
    const said = message('secret', by);
    await chat.add([said]);
    await hands.raise([{ id: newId('hnd'), showId, author: by, raisedAtMs: NOW_MS }]);
    await visits.add([{ showId, viewer: 'forget-me', firstSeenMs: NOW_MS, lastSeenMs: NOW_MS, watchMs: 1 }]);
    expect(await retention.eraseViewer({ authorId: 'forget-me', deviceHash: 'forget-device' })).toBe(3);
    expect(await chat.find(said.id)).toBeUndefined();
    expect(await hands.raised(showId)).toEqual([]);
  });

  test('who is on stage is kept with both clocks, and gets a newer end; a deleted show has nobody', async () => {
    const { appearances } = stores();
    const at = (afterMs: number) => ({ wallMs: NOW_MS + afterMs, programmeMs: NOW_MS + afterMs + 70 });
    const ada: Appearance = {
      ...{ id: 'apr_ada', showId, personId: 'p1', name: 'Ada', role: 'co-host' },
      ...{ from: at(1_000), until: at(1_000), isOver: false },
    };
    const ben: Appearance = { ...ada, id: 'apr_ben', personId: 'p2', name: 'Ben', from: at(0), until: at(0) };
    await appearances.put([]);
    await appearances.put([ada, ben, { ...ada, id: 'apr_gone', showId: 'show_deleted' }]);
    expect(await appearances.open(showId)).toEqual([ben, ada]);
    const gone = { ...ben, until: at(5_000), isOver: true };
    await appearances.put([{ ...ada, until: at(15_000) }, gone]);
    expect(await appearances.open(showId)).toEqual([{ ...ada, until: at(15_000) }]);
    expect(await appearances.list(showId)).toEqual([gone, { ...ada, until: at(15_000) }]);
  });

  test('who was on stage is kept as long as the chat', async () => {
    const { appearances, retention } = stores();
    const days = { chat: null, audit: 365, visits: 365, webhookLog: 30 };
    const namesAfter = async (chat: number | null, afterDays: number) => {
      await retention.purge({ ...days, chat }, NOW_MS + afterDays * 86_400_000);
      return (await appearances.list(showId)).map(({ name }) => name);
    };
    const at = { wallMs: NOW_MS, programmeMs: NOW_MS };
    const said = { id: 'apr_kept', showId, personId: 'p3', name: 'Cem', role: 'guest' as const };
    await appearances.put([{ ...said, from: at, until: at, isOver: true }]);
    expect(await namesAfter(null, 10_000)).toContain('Cem');
    expect(await namesAfter(30, 29)).toContain('Cem');
    expect(await namesAfter(30, 31)).not.toContain('Cem');
  });

  test('retention deletes what is older than its days, and only that', async () => {
    const { chat, retention } = stores();
    const old = message('old', author('v1'), NOW_MS - 31 * 86_400_000);
    const recent = message('recent', author('v1'), NOW_MS - 29 * 86_400_000);
    await chat.add([old, recent]);
    await retention.purge({ chat: 30, audit: 365, visits: 365, webhookLog: 30 }, NOW_MS);
    expect(await chat.find(old.id)).toBeUndefined();
    expect(await chat.find(recent.id)).toBeDefined();
  });
});

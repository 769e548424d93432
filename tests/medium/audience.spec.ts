// Real here: the audience room, PGlite and PostgreSQL, the clock. Faked: the sockets.
import { describe, expect, test } from '@jest/globals';
import type { AudiencePort } from '#signaling';
import type { AudienceUnderTest } from '../support/audience/audience-under-test.js';
import { plainPoll } from '../support/audience/plain-poll.js';
import { withAudience } from '../support/audience/with-audience.js';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { waitFor } from '../support/kernel/wait-for.js';

describe.each(DATABASES)('the audience, on %s', (_name, open) => {
  let held: TestDatabase;
  let site: AudienceUnderTest;
  /** As the gateway sees it. */
  let port: AudiencePort;

  withAudience(open, (made, on) => {
    [site, port, held] = [made, made.audience, on];
  });

  const viewer = (id = 'viewer_1') => site.member(id);
  const host = () => site.member('host_1', 'host');

  test('many messages at once are sent in one, in order, and are there for new viewers', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    await Promise.all(texts.map((text, index) => port.sendChat(viewer(`v${index}`), { text })));
    await site.heard('chat.messages');
    const batches = site.events('chat.messages');
    expect(batches.flatMap((batch) => batch.messages.map((message) => message.text))).toEqual(texts);
    expect(batches.length).toBeLessThanOrEqual(2);
    const arrived = await port.catchUp(viewer('late'));
    expect(arrived.chat.map((message) => message.text)).toEqual(texts);
  });

  test('an answer quotes; history is read backwards beyond what arrives', async () => {
    const first = await port.sendChat(viewer(), { text: 'who is on next?' });
    await port.sendChat(host(), { text: 'Ada is', replyTo: first });
    for (let n = 0; n < 105; n += 1) await port.sendChat(host(), { text: `n${n}` });
    const { chat } = await port.catchUp(viewer());
    expect([chat.length, chat[0]?.text]).toEqual([100, 'n5']);
    const page = await port.chatBefore(viewer(), chat[0]?.messageId ?? '');
    expect(page.isStart).toBe(true);
    expect(page.messages.map((message) => message.replyTo?.text ?? null).slice(0, 3)).toEqual([
      null,
      'who is on next?',
      null,
    ]);
  });

  test('who came on stage is a line of the chat, after a restart too; it goes with a ban', async () => {
    const { audience, showId } = site;
    await port.sendChat(viewer(), { text: 'may I?' });
    const atMs = Date.now();
    await audience.cameOnStage(showId, { personId: 'viewer_1', name: 'Vic' }, atMs);
    await site.heard('chat.messages');
    const line = { name: 'Vic', event: 'on-stage', programmeMs: atMs, atWallMs: atMs };
    await audience.release(showId);
    const { chat } = await port.catchUp(viewer('late'));
    expect(chat[0]).not.toHaveProperty('event');
    expect(chat[1]).toMatchObject(line);
    await audience.moderation.ban(host(), 'viewer_1');
    expect((await port.catchUp(viewer('late'))).chat).toEqual([]);
  });

  test('what the rules refuse is refused with its reason; moderators stand above words and pace', async () => {
    await port.setRules(host(), { blockedWords: ['badword'], slowModeSeconds: 60 });
    await expect(port.sendChat(viewer(), { text: 'bаdwоrd' })).rejects.toMatchObject({
      code: 'text-rejected',
    });
    await expect(port.sendChat(viewer(), { text: 'see evil.example' })).rejects.toMatchObject({
      code: 'links-off',
    });
    await expect(port.sendChat(viewer(), { text: '\u200b\u3164' })).rejects.toMatchObject({
      code: 'text-rejected',
    });
    await port.sendChat(viewer(), { text: 'once' });
    await expect(port.sendChat(viewer(), { text: 'twice' })).rejects.toMatchObject({
      code: 'slow-mode',
      retry: true,
    });
    await port.sendChat(host(), { text: 'see our.example about badword' });
    await port.sendChat(host(), { text: 'at once' });
    await port.setRules(host(), { chatOpen: false });
    await expect(port.sendChat(viewer('v2'), { text: 'x' })).rejects.toMatchObject({ code: 'chat-off' });
    expect(site.events('audience.rules-changed').at(-1)?.rules).toEqual({
      chatOpen: false,
      slowModeSeconds: 60,
      allowLinks: false,
      questionsOpen: true,
      reactionsOpen: true,
      inStep: true,
      messagesPerSecond: 25,
      slowByLoad: true,
    });
  });

  test('who is silenced learns until when, and may speak when it is lifted', async () => {
    await port.timeOut(host(), { personId: 'viewer_1', seconds: 60, reason: 'shouting' });
    const [told] = site.events('audience.restricted');
    expect(told).toMatchObject({ kind: 'timeout', reason: 'shouting' });
    await expect(port.sendChat(viewer(), { text: 'x' })).rejects.toMatchObject({
      code: 'quieted',
      details: { untilWallMs: told?.untilWallMs },
    });
    expect((await port.catchUp(viewer())).restriction).toEqual(told);
    await port.timeOut(host(), { personId: 'viewer_1', seconds: 0, reason: '' });
    await port.sendChat(viewer(), { text: 'thank you' });
  });

  test('a ban is of person and device: told, sent away, cleared, and it outlives the process', async () => {
    const { audience, showId } = site;
    await audience.admitted(showId, { subject: 'viewer_1', name: 'Eve', deviceHash: 'dev' });
    await audience.admitted(showId, { subject: 'viewer_2', name: 'Eve again', deviceHash: 'dev' });
    await port.sendChat(viewer('viewer_2'), { text: 'spam' });
    const banned: string[][] = [];
    audience.moderation.events.on('banned', ({ personIds }) => banned.push(personIds));
    await audience.moderation.ban(host(), 'viewer_1', 'spam');
    expect(banned).toEqual([['viewer_1', 'viewer_2']]);
    expect(site.events('session.ended')).toHaveLength(2);
    expect((await port.catchUp(viewer('other'))).chat).toEqual([]);
    await audience.release(showId);
    for (const person of [
      { subject: 'viewer_1', deviceHash: null },
      { subject: 'viewer_3', deviceHash: 'dev' },
    ])
      expect(await audience.moderation.isBanned(showId, person)).toBe(true);
    expect(await audience.moderation.isBanned(showId, { subject: 'viewer_3', deviceHash: 'd2' })).toBe(false);
    await audience.moderation.unban(host(), 'viewer_1');
    expect(await audience.moderation.isBanned(showId, { subject: 'viewer_1', deviceHash: 'dev' })).toBe(
      false,
    );
    const log = await held.database.repositories.audit.list({ showId }, null, 10);
    expect(log.map((entry) => [entry.action, entry.targetId, entry.actorId])).toEqual([
      ['audience.unban', 'viewer_1', 'host_1'],
      ['audience.ban', 'viewer_1', 'host_1'],
    ]);
  });

  test('who wrote before this process began is banned with the device, too', async () => {
    const { audience, showId } = site;
    await audience.admitted(showId, { subject: 'viewer_1', name: 'Eve', deviceHash: 'dev' });
    await port.sendChat(viewer('viewer_1'), { text: 'spam' });
    await audience.release(showId);
    await audience.moderation.ban(host(), 'viewer_1');
    expect(await audience.moderation.isBanned(showId, { subject: 'viewer_9', deviceHash: 'dev' })).toBe(true);
  });

  test('messages are deleted by their author or a moderator, and a pinned one comes down', async () => {
    const id = await port.sendChat(viewer(), { text: 'mine' });
    await port.pinChat(host(), id);
    await expect(port.deleteChat(viewer('other'), id)).rejects.toMatchObject({ code: 'not-allowed' });
    await port.deleteChat(viewer(), id);
    await expect(port.deleteChat(viewer(), id)).rejects.toMatchObject({ code: 'message-not-found' });
    expect(site.events('chat.pinned').map((event) => event.message?.text ?? null)).toEqual(['mine', null]);
    expect(site.events('chat.deleted')).toEqual([{ messageIds: [id] }]);
  });

  test('of many votes at once from one voter one counts, in a poll and for a question', async () => {
    const pollId = await port.createPoll(host(), plainPoll('tea or coffee', ['tea', 'coffee']));
    const votes = await Promise.allSettled(
      [0, 1, 0, 1].map((option) => port.votePoll(viewer(), { pollId, option: option })),
    );
    expect(votes.filter((vote) => vote.status === 'fulfilled')).toHaveLength(1);
    const questionId = await port.ask(viewer(), 'why?');
    await Promise.all([1, 2, 3].map(() => port.voteQuestion(viewer('v2'), questionId, true)));
    await port.closePoll(host(), pollId);
    await expect(port.votePoll(viewer('late'), { pollId, option: 0 })).rejects.toMatchObject({
      code: 'poll-closed',
    });
    await site.audience.release(site.showId);
    const arrived = await port.catchUp(viewer('v2'));
    expect(arrived.polls[0]?.options.reduce((sum, option) => sum + option.votes, 0)).toBe(1);
    expect(arrived.questions).toMatchObject([{ text: 'why?', votes: 1 }]);
    expect(arrived.votedFor).toEqual([questionId]);
  });

  test('a new ticket on the same device is no new voter', async () => {
    const { audience, showId } = site;
    for (const subject of ['viewer_1', 'viewer_2'])
      await audience.admitted(showId, { subject, name: subject, deviceHash: 'dev' });
    const pollId = await port.createPoll(host(), plainPoll('q', ['a', 'b']));
    await port.votePoll(viewer('viewer_1'), { pollId, option: 0 });
    await expect(port.votePoll(viewer('viewer_2'), { pollId, option: 1 })).rejects.toMatchObject({
      code: 'already-voted',
    });
  });

  test('hidden questions are gone for the audience and kept for moderators', async () => {
    const id = await port.ask(viewer(), 'rude?');
    await port.hideQuestion(host(), id);
    // The question and its end may be told at once or one after the other.
    const last = () => site.events('question.changed').at(-1)?.questions[0];
    await waitFor('the question to be hidden', 20_000, () => last()?.state === 'hidden');
    expect(last()).toMatchObject({ state: 'hidden', text: '' });
    expect((await port.catchUp(viewer())).questions).toEqual([]);
    expect((await port.catchUp(host())).questions).toMatchObject([{ text: 'rude?' }]);
  });

  test('ten thousand reactions are a handful of counts', async () => {
    for (let n = 0; n < 10_000; n += 1) await port.react(viewer(`v${n % 100}`), n % 2 ? 'clap' : 'heart');
    const total = () =>
      site
        .events('reaction.counts')
        .reduce((sum, { counts }) => sum + (counts.clap ?? 0) + (counts.heart ?? 0), 0);
    while (total() < 10_000) await site.heard('reaction.counts', site.events('reaction.counts').length + 1);
    expect(total()).toBe(10_000);
    expect(site.events('reaction.counts').length).toBeLessThan(40);
  });

  test('heartbeats count devices and are written as watch time', async () => {
    const { audience, showId } = site;
    for (const subject of ['a', 'b'])
      await audience.counting.beat(
        showId,
        { subject, deviceHash: 'shared' },
        { playedMs: 1_000, playing: true },
      );
    await audience.counting.beat(
      showId,
      { subject: 'c', deviceHash: null },
      { playedMs: 2_000, playing: true },
    );
    expect(audience.counting.figures(showId)).toEqual({ current: 2, peak: 2, unknown: 0 });
    // The first viewers are counted as they come, not with the next round.
    expect(site.events('audience.counted')).toEqual([{ viewers: 1 }, { viewers: 2 }]);
    await audience.counting.write();
    const totals = await audience.counting.totals(showId);
    expect([totals.viewers, totals.peakViewers]).toEqual([2, 2]);
    expect(totals.watchMs).toBeGreaterThanOrEqual(3_000);
    expect(totals.watchMs).toBeLessThan(4_100);
  });
});

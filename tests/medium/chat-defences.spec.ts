// Real here: the audience room, PGlite and PostgreSQL, the clock. Faked: the sockets.
import { describe, expect, test } from '@jest/globals';
import type { ServerEventData } from '#protocol';
import type { AudiencePort } from '#signaling';
import { AudienceUnderTest } from '../support/audience/audience-under-test.js';
import { withAudience } from '../support/audience/with-audience.js';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { waitFor } from '../support/kernel/wait-for.js';

describe.each(DATABASES)('the defences of a chat, on %s', (_name, open) => {
  let held: TestDatabase;
  let site: AudienceUnderTest;
  let port: AudiencePort;

  withAudience(open, (made, on) => {
    [site, port, held] = [made, made.audience, on];
  });

  const viewer = (id = 'viewer_1', name = id) => ({ ...site.member(id), name });
  const host = () => site.member('host_1', 'host');
  const texts = async () => (await port.catchUp(host())).chat.map(({ text }) => text);
  /** Texts of chat that were sent to whom. */
  const to = (whom: string) =>
    site.told
      .filter((told) => told.to === whom && told.event.name === 'chat.messages')
      .flatMap(({ event }) =>
        (event.data as ServerEventData<'chat.messages'>).messages.map(({ text }) => text),
      );
  const counted = () => site.events('chat.messages').reduce((sum, { leftOut = 0 }) => sum + leftOut, 0);
  const waiting = async () => (await port.catchUp(host())).held ?? [];

  test('a held message is shown to nobody, told to its author and the moderators, and is there for the next one', async () => {
    await port.setRules(host(), { defences: { actions: { link: 'hold' } } });
    const id = await port.sendChat(viewer(), { text: 'see evil.example' });
    expect(await texts()).toEqual([]);
    expect(site.events('chat.held')).toMatchObject([
      { messages: [{ messageId: id, cause: 'link', text: 'see evil.example' }] },
    ]);
    expect(site.told).toContainEqual({
      to: 'viewer_1',
      event: { name: 'chat.waiting', data: { messageId: id, text: 'see evil.example' } },
    });
    expect((await port.catchUp(viewer())).held).toBeUndefined();
    const next = await AudienceUnderTest.again(held.database, site.showId);
    expect((await next.audience.catchUp(host())).held).toMatchObject([{ messageId: id }]);
    await next.audience.close();
  });

  test('an approved message is sent as new; of two moderators one decides', async () => {
    await port.setRules(host(), { defences: { actions: { link: 'hold' } } });
    const id = await port.sendChat(viewer(), { text: 'see evil.example' });
    await port.sendChat(host(), { text: 'meanwhile' });
    await port.decide(host(), { messageId: id, decision: 'approve' });
    expect(await texts()).toEqual(['meanwhile', 'see evil.example']);
    expect(await waiting()).toEqual([]);
    expect(site.events('chat.decided')).toEqual([{ messageId: id, isApproved: true }]);
    await expect(port.decide(host(), { messageId: id, decision: 'refuse' })).rejects.toMatchObject({
      code: 'message-not-found',
    });
  });

  test('a refused message is gone; with a ban its author is, and all that waits of them', async () => {
    await port.setRules(host(), { defences: { actions: { link: 'hold' } } });
    const first = await port.sendChat(viewer('v2'), { text: 'one.example' });
    await port.decide(host(), { messageId: first, decision: 'refuse' });
    expect(site.events('chat.decided')).toEqual([{ messageId: first, isApproved: false }]);
    const [second] = [
      await port.sendChat(viewer('v2'), { text: 'two.example' }),
      await port.sendChat(viewer('v2'), { text: 'three.example' }),
    ];
    await port.decide(host(), { messageId: second, decision: 'ban' });
    expect([await waiting(), await texts()]).toEqual([[], []]);
    await expect(port.sendChat(viewer('v2'), { text: 'x' })).rejects.toMatchObject({ code: 'banned' });
  });

  test('one person has at most five waiting', async () => {
    await port.setRules(host(), { defences: { actions: { link: 'hold' } } });
    for (let n = 0; n < 5; n += 1) await port.sendChat(viewer(), { text: `place${n}.example` });
    await expect(port.sendChat(viewer(), { text: 'more.example' })).rejects.toMatchObject({
      code: 'too-many-waiting',
    });
  });

  test('words by class are folded, held or refused, of the show and of the site; moderators stand above them', async () => {
    await port.setRules(host(), { defences: { words: { profanity: ['darnation'], hostility: ['begone'] } } });
    await site.audience.site.setWords({
      ...site.audience.site.words,
      blocked: ['everywhere'],
      spam: ['free coins'],
    });
    await port.sendChat(viewer(), { text: 'oh DARNATION' });
    await port.sendChat(viewer(), { text: 'begone, you' });
    const refused = ['not everywhere please', 'get your f r e e  c o i n s'];
    for (const text of refused)
      await expect(port.sendChat(viewer(), { text })).rejects.toMatchObject({ code: 'text-rejected' });
    await port.sendChat(host(), { text: 'everywhere, begone' });
    const { chat } = await port.catchUp(viewer());
    expect(chat.map(({ text, hiddenFor }) => [text, hiddenFor])).toEqual([
      ['oh DARNATION', 'profanity'],
      ['everywhere, begone', undefined],
    ]);
    expect((await waiting()).map(({ cause }) => cause)).toEqual(['hostility']);
    await site.audience.site.setWords({ ...site.audience.site.words, blocked: [], spam: [] });
  });

  test('what one says again and what several copy is refused or held', async () => {
    await port.sendChat(viewer(), { text: 'The stream is frozen for me, is it for you?' });
    await expect(
      port.sendChat(viewer(), { text: 'THE STREAM is frozen for me... is it for you?!' }),
    ).rejects.toMatchObject({ code: 'repeated-text', retry: true });
    for (let n = 0; n < 5; n += 1)
      await port.sendChat(viewer(`copy_${n}`), { text: `Follow my channel for gifts and prizes ${n}` });
    expect((await waiting()).map(({ cause }) => cause)).toEqual(['copied']);
  });

  test('a name that looks like that of a host says nothing, in chat and questions, until another is chosen', async () => {
    await site.audience.admitted(site.showId, {
      subject: 'host_1',
      name: 'Ada',
      deviceHash: null,
      role: 'host',
    });
    for (const name of ['Аdа', 'Ada (official)'])
      await expect(port.sendChat(viewer('v1', name), { text: 'hi' })).rejects.toMatchObject({
        code: 'name-looks-alike',
      });
    await expect(port.ask(viewer('v1', 'ADA'), 'Why?')).rejects.toMatchObject({ code: 'name-looks-alike' });
    await port.sendChat(viewer('v1', 'Adam'), { text: 'hi' });
    await port.setRules(host(), { defences: { protectNames: false } });
    await port.sendChat(viewer('v2', 'Ada'), { text: 'me too' });
    expect(await texts()).toEqual(['hi', 'me too']);
  });

  test('a newcomer is judged more strictly, for a while', async () => {
    const arrive = (subject: string) =>
      site.audience.admitted(site.showId, { subject, name: subject, deviceHash: null, role: 'viewer' });
    await arrive('new_1');
    await port.setRules(host(), { defences: { actions: { link: 'allow' } } });
    await port.sendChat(viewer('new_1'), { text: 'see some.example' });
    await port.sendChat(viewer('old_1'), { text: 'see other.example' });
    expect([await texts(), (await waiting()).map(({ text }) => text)]).toEqual([
      ['see other.example'],
      ['see some.example'],
    ]);
    await port.setRules(host(), { defences: { actions: { newcomer: 'refuse' } } });
    await expect(port.sendChat(viewer('new_1'), { text: 'hello' })).rejects.toMatchObject({
      code: 'too-new',
    });
  });

  test('whom the site has banned says nothing in any show, and is back when that is lifted', async () => {
    await site.audience.admitted(site.showId, {
      subject: 'v9',
      name: 'Eve',
      deviceHash: 'device_9',
      role: 'viewer',
    });
    const known = await site.audience.moderation.describe(host(), 'v9');
    const ban = await site.audience.site.ban({
      ...known,
      subjectId: 'v9',
      reason: 'spam',
      byId: 'owner',
      byName: 'Owner',
    });
    expect(site.events('session.ended')).toEqual([{ reason: 'banned' }]);
    const other = await AudienceUnderTest.create(held.database);
    const person = { subject: 'v10', deviceHash: 'device_9' };
    expect(await other.audience.moderation.isBanned(other.showId, person)).toBe(true);
    await expect(port.sendChat(viewer('v9'), { text: 'x' })).rejects.toMatchObject({ code: 'banned' });
    expect(await site.audience.site.unban(ban.id)).toBe(true);
    await port.sendChat(viewer('v9'), { text: 'back' });
    await other.audience.close();
  });

  test('what waits of someone whom the site bans is approved by nobody, also in a show that was not open', async () => {
    await port.setRules(host(), { defences: { actions: { link: 'hold' } } });
    const id = await port.sendChat(viewer('v11'), { text: 'see evil.example' });
    const ban = { subjectId: 'v11', deviceHash: null, name: '', reason: '', byId: 'owner', byName: 'Owner' };
    await site.audience.site.ban(ban);
    await waitFor('the queue to be empty', 20_000, async () => (await waiting()).length === 0);
    const again = await port.sendChat(viewer('v12'), { text: 'see worse.example' });
    const elsewhere = await AudienceUnderTest.create(held.database);
    await elsewhere.audience.site.ban({ ...ban, subjectId: 'v12' });
    const next = await AudienceUnderTest.again(held.database, site.showId);
    for (const messageId of [id, again])
      await expect(next.audience.decide(host(), { messageId, decision: 'approve' })).rejects.toMatchObject({
        code: 'message-not-found',
      });
    expect((await next.audience.catchUp(host())).held).toEqual([]);
    const { siteDefences } = held.database.repositories;
    const people = [
      { personId: 'v11', deviceHash: null },
      { personId: 'v9', deviceHash: 'device_of_nobody' },
    ];
    expect(await Promise.all(people.map((each) => siteDefences.hasBan(each)))).toEqual([true, false]);
    expect((await next.audience.catchUp(host())).chat).toEqual([]);
    for (const each of [elsewhere, next]) await each.audience.close();
  });

  test('a classifier makes it stricter only, and is left out where a show wants that', async () => {
    const asked: string[] = [];
    const judged = await AudienceUnderTest.create(held.database, async ({ text }) => {
      asked.push(text);
      return text.includes('rude') ? 'hold' : 'allow';
    });
    const { audience } = judged;
    const by = { ...judged.member('v1') };
    await audience.sendChat(by, { text: 'fine' });
    await audience.sendChat(by, { text: 'rude' });
    await expect(audience.sendChat(by, { text: 'evil.example' })).rejects.toMatchObject({
      code: 'links-off',
    });
    const moderator = judged.member('host_1', 'host');
    await audience.sendChat(moderator, { text: 'rude as a host' });
    expect(asked).toEqual(['fine', 'rude']);
    expect((await audience.catchUp(moderator)).held).toMatchObject([{ text: 'rude', cause: 'classifier' }]);
    await audience.setRules(moderator, { defences: { classifier: false } });
    await audience.sendChat(by, { text: 'rude again, and sent' });
    expect((await audience.catchUp(by)).chat.map(({ text }) => text)).toEqual([
      'fine',
      'rude as a host',
      'rude again, and sent',
    ]);
    await audience.close();
  });

  test('above what can be read the rest is left out and counted; own, hosts’ and moderators’ are not', async () => {
    await port.setRules(host(), { messagesPerSecond: 1, slowByLoad: false });
    const said = Array.from({ length: 10 }, (_, n) => port.sendChat(viewer(`v${n}`), { text: `line ${n}` }));
    await Promise.all([...said, port.sendChat(host(), { text: 'from the host' })]);
    const all = 11;
    await waitFor('all to be shown or counted', 20_000, () => to('show').length + counted() >= all);
    await waitFor('what moderators are shown', 20_000, () => to('moderators').length >= counted());
    expect(counted()).toBeGreaterThan(0);
    expect(to('show')).toContain('from the host');
    const own = Array.from({ length: 10 }, (_, n) => to(`v${n}`)).flat();
    expect([...to('show'), ...own].sort()).toEqual([...(await texts())].sort());
    expect(to('moderators').sort()).toEqual(own.sort());
  });

  test('rules of shows from before know links as allowed or not; both ways of saying it agree', async () => {
    await port.setRules(host(), { allowLinks: true });
    const rules = await port.words(host());
    expect(rules.defences.actions.link).toBe('allow');
    await port.setRules(host(), { defences: { actions: { link: 'hold' } } });
    expect((await port.catchUp(host())).rules.allowLinks).toBe(false);
  });
});

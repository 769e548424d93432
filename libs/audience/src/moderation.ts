import { checkRank, type Ranks } from '#access';
import { type Clock, guestError, newId, TypedEvents } from '#kernel';
import type { HeldMessage, RequestData } from '#protocol';
import type { SiteGuard } from './defence/site-guard.js';
import { isModerator, type Member, rankedOf } from './member.js';
import type { BanRecord } from './ports/bans-store.js';
import type { AudienceOutbox } from './ports/outbox.js';
import type { QuestionState } from './ports/questions-store.js';
import type { SiteBanRecord } from './ports/site-defences-store.js';
import type { AudienceStores } from './ports/stores.js';
import type { ShowAudience } from './show-audience.js';
import type { ShowAudiences } from './show-audiences.js';
import { cleanLine } from './text/clean-line.js';

export interface ModerationOptions {
  shows: ShowAudiences;
  stores: AudienceStores;
  outbox: AudienceOutbox;
  ranks: Ranks;
  site: SiteGuard;
  clock: Clock;
}

export interface ModerationEvents {
  /** Everybody who shares the banned one's device. Stage and playback end them too. */
  banned: { showId: string; personIds: string[]; name: string };
  unbanned: { showId: string };
}

/** Keeps order, tells those whom it concerns, and writes down who did what. */
export class Moderation {
  readonly events = new TypedEvents<ModerationEvents>();
  readonly #options: ModerationOptions;

  constructor(options: ModerationOptions) {
    this.#options = options;
    options.site.events.on('banned', ({ ban }) => this.#endEverywhere(ban));
  }

  async deleteChat(member: Member, messageId: string): Promise<void> {
    const show = await this.#show(member);
    const authorId = await show.chat.remove(member, messageId, (id) => this.#needRank(member, id));
    if (show.pinnedMessageId === messageId) await this.#pin(show, null);
    if (authorId !== member.personId) await this.#wrote(member, 'chat.delete', messageId, { authorId });
  }

  async listHeld(showId: string): Promise<HeldMessage[]> {
    return (await this.#options.shows.get(showId)).held.list;
  }

  /**
   * An approved message is sent now. Throws `message-not-found` when another moderator was faster, or when its author
   * was banned meanwhile: what waits of them is removed.
   */
  async decide(member: Member, { messageId, decision }: RequestData<'chat.decide'>): Promise<void> {
    const show = await this.#show(member);
    const record = await show.held.get(messageId);
    await this.#needRank(member, record.author.id);
    if (decision === 'approve') await this.#needWelcome(show, record.author);
    const publish = () => show.chat.publish({ ...record, createdAtMs: this.#options.clock.wallMs() }, null);
    await show.held.settle(record, decision === 'approve' ? publish : undefined);
    await this.#wrote(member, `chat.${decision}`, messageId, {
      authorId: record.author.id,
      cause: record.cause,
    });
    if (decision === 'ban') await this.ban(member, record.author.id);
  }

  async pinChat(member: Member, messageId: string | null): Promise<void> {
    const show = await this.#show(member);
    await this.#pin(show, messageId);
    await this.#wrote(member, 'chat.pin', messageId);
  }

  async setRules(member: Member, change: RequestData<'audience.set-rules'>): Promise<void> {
    const show = await this.#show(member);
    const settings = show.rules.changed(change);
    await this.#options.stores.audienceState.save(show.showId, { settings });
    show.rules.apply(settings);
    show.send({ name: 'audience.rules-changed', data: show.rulesView });
    await this.#wrote(member, 'audience.set-rules', null, { ...show.rules.view });
  }

  async setNotice(member: Member, text: string | null): Promise<void> {
    const show = await this.#show(member);
    const notice = text === null ? null : cleanLine(text);
    await this.#options.stores.audienceState.save(show.showId, { notice });
    show.notice = notice;
    show.noticeProgrammeMs = show.programmeMs();
    show.send({ name: 'audience.noticed', data: { text: notice, programmeMs: show.noticeProgrammeMs } });
    await this.#wrote(member, 'audience.notice', null);
  }

  async setQuestion(member: Member, questionId: string, state: QuestionState): Promise<void> {
    const show = await this.#show(member);
    const authorId = show.questions.authorOf(questionId);
    if (state === 'hidden' && authorId !== undefined) await this.#needRank(member, authorId);
    await show.questions.setState(questionId, state);
    await this.#wrote(member, `question.${state}`, questionId);
  }

  async createPoll(member: Member, wish: RequestData<'poll.create'>): Promise<string> {
    const show = await this.#show(member);
    const pollId = await show.polls.create(wish);
    await this.#wrote(member, 'poll.create', pollId, { kind: wish.kind });
    return pollId;
  }

  async closePoll(member: Member, pollId: string): Promise<void> {
    const show = await this.#show(member);
    await show.polls.close(pollId);
    await this.#wrote(member, 'poll.close', pollId);
  }

  async revealPoll(member: Member, outcome: RequestData<'poll.reveal'>): Promise<number> {
    const show = await this.#show(member);
    const inMs = await show.polls.reveal(outcome);
    await this.#wrote(member, 'poll.reveal', outcome.pollId);
    return inMs;
  }

  /** Silent for a while; 0 seconds end it. The person is notified either way. */
  async timeOut(
    member: Member,
    { personId, seconds, reason }: RequestData<'audience.timeout'>,
  ): Promise<void> {
    const show = await this.#show(member);
    await this.#needRank(member, personId);
    await this.#lift(show, (record) => record.kind === 'timeout' && record.subjectId === personId);
    if (seconds > 0) {
      const expiresAtMs = this.#options.clock.wallMs() + seconds * 1_000;
      await this.#restrict(show, member, { kind: 'timeout', personId, reason, expiresAtMs });
    } else this.#tell(show.showId, [personId], 'lifted', null, reason);
    await this.#wrote(member, 'audience.timeout', personId, { seconds, reason });
  }

  /** Throws `not-allowed` unless all whom it would hit have a lower rank. The person and the device: chat is cleared, every connection ends, and a new ticket is refused. */
  async ban(member: Member, personId: string, reason = ''): Promise<void> {
    const show = await this.#show(member);
    for (const id of show.members.sharing(personId, await this.#deviceOf(show, personId)))
      await this.#needRank(member, id);
    const record = await this.#restrict(show, member, { kind: 'ban', personId, reason, expiresAtMs: null });
    const { showId } = show;
    const personIds = show.members.sharing(personId, record.deviceHash);
    for (const id of personIds) this.#options.outbox.endSession(showId, id, null, 'banned');
    this.events.emit('banned', { showId, personIds, name: record.name });
    const author = { id: personId, deviceHash: record.deviceHash };
    await show.held.removeAllOf(author);
    await show.chat.removeAllOf(author, member.personId);
    if (show.pinnedMessageId !== null && (await show.chat.find(show.pinnedMessageId)) === undefined)
      await this.#pin(show, null);
    await this.#wrote(member, 'audience.ban', personId, { reason });
  }

  async unban(member: Member, personId: string): Promise<void> {
    const show = await this.#show(member);
    await this.#needRank(member, personId);
    await this.#lift(show, (record) => record.kind === 'ban' && record.subjectId === personId);
    this.events.emit('unbanned', { showId: show.showId });
    this.#tell(show.showId, [personId], 'lifted', null, '');
    await this.#wrote(member, 'audience.unban', personId);
  }

  async listBans(showId: string): Promise<BanRecord[]> {
    return [...(await this.#options.shows.get(showId)).restrictions.bans];
  }

  async isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean> {
    const show = await this.#options.shows.get(showId);
    const { subject: personId, deviceHash } = person;
    const { site, clock } = this.#options;
    return (
      show.restrictions.isBanned({ personId, deviceHash }, clock.wallMs()) ||
      (await site.isRefused({ personId, deviceHash }))
    );
  }

  /** What is known of a person of a show, for a ban from all of them. Throws `not-allowed` by rank. */
  async describe(member: Member, personId: string): Promise<{ name: string; deviceHash: string | null }> {
    const show = await this.#show(member);
    await this.#needRank(member, personId);
    return {
      name: show.members.find(personId)?.name ?? '',
      deviceHash: await this.#deviceOf(show, personId),
    };
  }

  async #needWelcome(show: ShowAudience, author: { id: string; deviceHash: string | null }): Promise<void> {
    const { id: subject, deviceHash } = author;
    if (!(await this.isBanned(show.showId, { subject, deviceHash }))) return;
    await show.held.removeAllOf(author);
    throw guestError('message-not-found', 'The author of this message has been banned.', { status: 404 });
  }

  /** Ends the sessions of a person whom the site has banned, in every show that is open here, and removes what waits of them. */
  #endEverywhere({ subjectId, deviceHash, name }: SiteBanRecord): void {
    for (const { showId, members, held } of this.#options.shows.all) {
      // With the store away it stays in the queue, and nobody can approve it.
      held.removeAllOf({ id: subjectId, deviceHash }).catch(() => undefined);
      const personIds = members.sharing(subjectId, deviceHash);
      for (const id of personIds) this.#options.outbox.endSession(showId, id, null, 'banned');
      if (personIds.some((id) => members.find(id) !== undefined))
        this.events.emit('banned', { showId, personIds, name });
    }
  }

  /** Who came before this process began, and wrote, is known by what they wrote. */
  async #deviceOf({ showId, members }: ShowAudience, personId: string): Promise<string | null> {
    return members.deviceOf(personId) ?? this.#options.stores.chat.deviceOf(showId, personId);
  }

  #show(member: Member): Promise<ShowAudience> {
    return this.#options.shows.get(member.showId);
  }

  #needRank(member: Member, personId: string): Promise<void> {
    return checkRank(this.#options.ranks, member.showId, rankedOf(member), { personId });
  }

  async #pin(show: ShowAudience, messageId: string | null): Promise<void> {
    const message = messageId === null ? null : await show.chat.get(messageId);
    await this.#options.stores.audienceState.save(show.showId, { pinnedMessageId: messageId });
    show.pinnedMessageId = messageId;
    show.pinnedProgrammeMs = show.programmeMs();
    show.send({ name: 'chat.pinned', data: { message, programmeMs: show.pinnedProgrammeMs } });
  }

  async #restrict(
    show: ShowAudience,
    by: Member,
    order: { kind: BanRecord['kind']; personId: string; reason: string; expiresAtMs: number | null },
  ): Promise<BanRecord> {
    const { personId, kind, reason, expiresAtMs } = order;
    const known = show.members.find(personId);
    const record: BanRecord = {
      id: newId('ban'),
      showId: show.showId,
      kind,
      subjectId: personId,
      deviceHash: await this.#deviceOf(show, personId),
      name: known?.name ?? '',
      reason,
      byId: by.personId,
      byName: by.name,
      createdAtMs: this.#options.clock.wallMs(),
      expiresAtMs,
    };
    await this.#options.stores.bans.add(record);
    show.restrictions.add(record);
    this.#tell(show.showId, show.members.sharing(personId, record.deviceHash), kind, expiresAtMs, reason);
    return record;
  }

  async #lift(show: ShowAudience, isMeant: (record: BanRecord) => boolean): Promise<void> {
    const nowMs = this.#options.clock.wallMs();
    for (const { id } of show.restrictions.remove(isMeant)) {
      await this.#options.stores.bans.lift(show.showId, id, nowMs);
    }
  }

  #tell(
    showId: string,
    personIds: readonly string[],
    kind: 'timeout' | 'ban' | 'lifted',
    untilWallMs: number | null,
    reason: string,
  ): void {
    for (const personId of personIds) {
      const data = { kind, untilWallMs, reason };
      this.#options.outbox.toPerson(showId, personId, { name: 'audience.restricted', data });
    }
  }

  #wrote(
    member: Member,
    action: string,
    targetId: string | null,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    return this.#options.shows.writes.audit.add({
      id: newId('aud'),
      position: 0,
      showId: member.showId,
      actorKind: isModerator(member) ? member.role : 'viewer',
      actorId: member.personId,
      actorName: member.name,
      action,
      targetId,
      details,
      createdAtMs: this.#options.clock.wallMs(),
    });
  }
}

import { type Clock, guestError, newId } from '#kernel';
import type { ChatEvent, ChatMessage, HeldCause, ServerEvent } from '#protocol';
import { Coalesce } from './coalesce.js';
import type { LineJudge } from './defence/line-judge.js';
import type { HeldMessages } from './held-messages.js';
import { isModerator, type Member } from './member.js';
import type { Members } from './members.js';
import { LoadPace } from './pace/load-pace.js';
import { ReadableShare } from './pace/readable-share.js';
import type { ChatMessageRecord, ChatStore } from './ports/chat-store.js';
import type { Rules } from './rules.js';
import { tellingMs } from './telling-ms.js';
import { excerpt } from './text/excerpt.js';
import type { WriteBatch } from './write-batch.js';

export interface ChatOptions {
  showId: string;
  store: ChatStore;
  write: WriteBatch<ChatMessageRecord>;
  rules: Rules;
  members: Members;
  judge: Pick<LineJudge, 'judge' | 'forgetNewest'>;
  held: HeldMessages;
  clock: Clock;
  /** A moment of the wall clock on the programme's. */
  programmeMs(wallMs: number): number;
  send(event: ServerEvent): void;
  toModerators(event: ServerEvent): void;
  toPerson(personId: string, event: ServerEvent): void;
  /** Slow mode by load began, changed or ended. */
  paceChanged(): void;
  /** How many are connected. */
  readers(): number;
}

type Said = Omit<ChatMessageRecord, 'position' | 'deletedAtMs' | 'hiddenFor' | 'programmeMs'>;

const HISTORY = 100;
const PAGE = 50;
const PACE_LIMIT = 20_000;
const PACE_MS = 1_000;
const MODERATORS_MS = 200;
const QUOTE_LENGTH = 120;

/** For readers who have no words of their own for it, such as exports: after the name. */
const EVENT_TEXT: Record<ChatEvent, string> = { 'on-stage': 'is on stage now' };

const messageNotFound = () =>
  guestError('message-not-found', 'This message is not there any more.', { status: 404 });

/** One show's chat: stored before it is answered, sent in batches, the newest kept in memory for new arrivals. */
export class Chat {
  readonly #options: ChatOptions;
  readonly #fanOut: Coalesce<ChatMessage>;
  /** Messages that viewers are not shown, for moderators. */
  readonly #toModerators: Coalesce<ChatMessage>;
  readonly #readable: ReadableShare;
  readonly #pace: LoadPace;
  readonly #stopPacing: () => void;
  readonly #spokeAtMs = new Map<string, number>();
  #leftOut = 0;
  #recent: ChatMessage[];

  static async open(options: ChatOptions): Promise<Chat> {
    const records = await options.store.before(options.showId, null, HISTORY);
    const chat = new Chat(options);
    for (const record of records) chat.#recent.push(await chat.#view(record));
    return chat;
  }

  private constructor(options: ChatOptions) {
    this.#options = options;
    this.#recent = [];
    this.#fanOut = new Coalesce(
      options.clock,
      () => tellingMs(options.readers(), { leastMs: 100, mostMs: 400 }),
      (messages) => this.#tell(messages),
    );
    this.#toModerators = new Coalesce(
      options.clock,
      () => MODERATORS_MS,
      (messages) => options.toModerators({ name: 'chat.messages', data: { messages: [...messages] } }),
    );
    const { rules, clock } = options;
    this.#readable = new ReadableShare(clock, () => rules.view.messagesPerSecond);
    this.#pace = new LoadPace(clock.monotonicMs());
    this.#stopPacing = clock.every(PACE_MS, () => this.#settlePace());
  }

  get recent(): readonly ChatMessage[] {
    return this.#recent;
  }

  /** Slow mode by load in seconds; undefined unless it is slower than the rules. */
  get slowedSeconds(): number | undefined {
    const { slowMs } = this.#pace;
    return slowMs > this.#options.rules.slowModeMs ? slowMs / 1_000 : undefined;
  }

  async say(member: Member, text: string, replyToId: string | undefined): Promise<string> {
    const { rules, clock, members, showId, judge, held } = this.#options;
    if (!isModerator(member)) rules.needChat();
    const line = rules.readLine(text);
    const { action, cause } = await judge.judge(member, line);
    const said: Said = {
      id: newId('msg'),
      showId,
      author: {
        id: member.personId,
        name: member.name,
        role: member.role,
        deviceHash: members.deviceOf(member.personId),
      },
      text: line,
      replyToId: replyToId ?? null,
      createdAtMs: clock.wallMs(),
    };
    try {
      this.#keepPace(member, clock.monotonicMs());
      if (action === 'hold') await held.add({ ...said, cause });
      else await this.publish(said, cause);
    } catch (error) {
      judge.forgetNewest(member);
      throw error;
    }
    return said.id;
  }

  /** Something happened to a person, and everybody reads it between what is said. No rule applies: nobody said it. */
  async tell(event: ChatEvent, person: { personId: string; name: string }, atWallMs: number): Promise<void> {
    const { showId, members } = this.#options;
    const { personId, name } = person;
    await this.publish(
      {
        id: newId('msg'),
        showId,
        author: { id: personId, name, role: 'guest', deviceHash: members.deviceOf(personId) },
        text: EVENT_TEXT[event],
        event,
        replyToId: null,
        createdAtMs: atWallMs,
      },
      null,
    );
  }

  /** Stored, then sent. A message that a moderator has approved is as new as its approval. */
  async publish(
    { id, showId, author, text, event, replyToId, createdAtMs }: Said,
    hiddenFor: HeldCause | null,
  ): Promise<void> {
    const said = { id, showId, author, text, event: event ?? null, replyToId, createdAtMs };
    const programmeMs = this.#options.programmeMs(createdAtMs);
    const record: ChatMessageRecord = { ...said, position: 0, hiddenFor, programmeMs, deletedAtMs: null };
    const message = await this.#view(record);
    await this.#options.write.add(record);
    this.#recent = [...this.#recent.slice(1 - HISTORY), message];
    this.#show(message);
  }

  /** Viewers are shown as much as they can read, their own messages, and all that hosts and guests say. Moderators are shown everything. */
  #show(message: ChatMessage): void {
    if (message.role !== 'viewer' || this.#readable.take()) {
      this.#fanOut.add(message);
      return;
    }
    this.#leftOut += 1;
    this.#fanOut.want();
    this.#toModerators.add(message);
    this.#options.toPerson(message.personId, { name: 'chat.messages', data: { messages: [message] } });
  }

  #tell(messages: readonly ChatMessage[]): void {
    const leftOut = this.#leftOut === 0 ? {} : { leftOut: this.#leftOut };
    this.#leftOut = 0;
    this.#options.send({ name: 'chat.messages', data: { messages: [...messages], ...leftOut } });
  }

  #settlePace(): void {
    const { rules, clock, paceChanged } = this.#options;
    const { messagesPerSecond, slowByLoad } = rules.view;
    if (this.#pace.settle(clock.monotonicMs(), slowByLoad ? messagesPerSecond : 0)) paceChanged();
  }

  async before(messageId: string): Promise<{ messages: ChatMessage[]; isStart: boolean }> {
    const { store, showId } = this.#options;
    const from = await store.find(messageId);
    if (from === undefined || from.showId !== showId) throw messageNotFound();
    const records = await store.before(showId, from.position, PAGE);
    const messages = await Promise.all(records.map((record) => this.#view(record)));
    return { messages, isStart: records.length < PAGE };
  }

  /** One's own, or anybody's by a moderator. Answers whose it was. */
  async remove(
    member: Member,
    messageId: string,
    checkAuthor: (authorId: string) => Promise<void>,
  ): Promise<string> {
    const { store, showId, clock } = this.#options;
    const found = await store.find(messageId);
    if (found === undefined || found.showId !== showId || found.deletedAtMs !== null) throw messageNotFound();
    if (found.author.id !== member.personId && !isModerator(member))
      throw guestError('not-allowed', 'Only your own messages are yours to delete.', { status: 403 });
    await checkAuthor(found.author.id);
    this.#gone(await store.remove(showId, [messageId], member.personId, clock.wallMs()));
    return found.author.id;
  }

  /** Everything that a banned person, or their device, said. */
  async removeAllOf(author: { id: string; deviceHash: string | null }, by: string): Promise<void> {
    const { store, showId, clock } = this.#options;
    this.#gone(await store.removeAllOf(showId, author, by, clock.wallMs()));
  }

  forgetAuthor(personId: string): void {
    const theirs = this.#recent.filter((message) => message.personId === personId);
    this.#gone(theirs.map((message) => message.messageId));
  }

  async find(messageId: string): Promise<ChatMessage | undefined> {
    const recent = this.#recent.find((message) => message.messageId === messageId);
    if (recent !== undefined) return recent;
    const found = await this.#options.store.find(messageId);
    const isHere = found !== undefined && found.showId === this.#options.showId && found.deletedAtMs === null;
    return isHere ? this.#view(found) : undefined;
  }

  async get(messageId: string): Promise<ChatMessage> {
    const found = await this.find(messageId);
    if (found === undefined) throw messageNotFound();
    return found;
  }

  close(): void {
    this.#stopPacing();
    this.#toModerators.close();
    this.#fanOut.close();
  }

  #gone(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#recent = this.#recent.filter((message) => !ids.includes(message.messageId));
    this.#toModerators.drop((message) => ids.includes(message.messageId));
    this.#fanOut.drop((message) => ids.includes(message.messageId));
    this.#options.send({ name: 'chat.deleted', data: { messageIds: [...ids] } });
  }

  #keepPace(member: Member, nowMs: number): void {
    if (isModerator(member)) return;
    this.#pace.said(member.personId, nowMs);
    const slowMs = Math.max(this.#options.rules.slowModeMs, this.#pace.slowMs);
    if (slowMs === 0) return;
    const waitMs = (this.#spokeAtMs.get(member.personId) ?? Number.NEGATIVE_INFINITY) + slowMs - nowMs;
    if (waitMs > 0)
      throw guestError('slow-mode', 'The chat is slow now: wait a little between two messages.', {
        status: 429,
        retry: true,
        details: { waitMs: Math.ceil(waitMs) },
      });
    if (this.#spokeAtMs.size >= PACE_LIMIT) this.#spokeAtMs.clear();
    this.#spokeAtMs.set(member.personId, nowMs);
  }

  async #view(record: ChatMessageRecord): Promise<ChatMessage> {
    return {
      messageId: record.id,
      personId: record.author.id,
      name: record.author.name,
      role: record.author.role,
      text: record.text,
      replyTo: record.replyToId === null ? null : await this.#quote(record.replyToId),
      atWallMs: record.createdAtMs,
      programmeMs: record.programmeMs ?? this.#options.programmeMs(record.createdAtMs),
      ...(record.hiddenFor ? { hiddenFor: record.hiddenFor } : {}),
      ...(record.event ? { event: record.event } : {}),
    };
  }

  /** An answer to something that was deleted stands alone. */
  async #quote(messageId: string): Promise<ChatMessage['replyTo']> {
    const { store, showId } = this.#options;
    const recent = this.#recent.find((message) => message.messageId === messageId);
    if (recent !== undefined)
      return { messageId, name: recent.name, text: excerpt(recent.text, QUOTE_LENGTH) };
    const found = await store.find(messageId);
    if (found === undefined || found.showId !== showId || found.deletedAtMs !== null) return null;
    return { messageId, name: found.author.name, text: excerpt(found.text, QUOTE_LENGTH) };
  }
}

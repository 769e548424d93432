import type {
  HeldDecision,
  Reaction,
  RequestInput,
  ResponseData,
  ServerEventData,
  ServerEventName,
} from '#protocol';
import { type Playhead, PlayheadWatch, systemTimer, type Timer } from '../in-step/playhead-watch.js';
import { Observed } from '../observed.js';
import type { Connection, ConnectionState } from '../signaling/connection.js';
import { type Chapter, type ReactionCounts, TimedAudience, type TimedState } from './timed-audience.js';

/** Chat is oldest first. */
export type AudienceState = ResponseData<'audience.get'> & Pick<TimedState, 'chapter'>;
export type AudienceRules = AudienceState['rules'];
export type HeldMessage = NonNullable<AudienceState['held']>[number];
export type ModeratorRules = ResponseData<'audience.get-words'>;
/** One's own, on its way to a moderator. */
export interface WaitingMessage {
  messageId: string;
  text: string;
  /** Until a moderator has decided. */
  isRefused: boolean;
}
export type PollGame = Omit<RequestInput<'poll.create'>, 'question' | 'options'>;

const EMPTY: AudienceState = {
  chat: [],
  pinned: null,
  notice: null,
  chapter: null,
  rules: {
    chatOpen: true,
    slowModeSeconds: 0,
    allowLinks: true,
    questionsOpen: true,
    reactionsOpen: true,
    inStep: true,
    messagesPerSecond: 0,
    slowByLoad: false,
  },
  restriction: null,
  votedFor: [],
  questions: [],
  polls: [],
  chosen: {},
  scores: [],
  viewers: 0,
  held: [],
};

/** A viewer who goes back reads so many messages of that moment, where there are as many. */
const ENOUGH_MESSAGES = 30;
const HISTORY_EVERY_MS = 600;
const LEFT_OUT_MS = 4_000;
const MOST_CHAPTERS = 100;
/** A chat of fewer messages came whole. */
const SHORT_CHAT = 50;

/**
 * What the audience says, and the ways to say something. With a playhead to follow, everything is shown at its moment
 * in the video; without one at once.
 */
export class AudienceClient {
  readonly state = new Observed<AudienceState>(EMPTY);
  /** Reactions of the last moment, by kind: to be shown, not kept. */
  readonly reactions = new Observed<ReactionCounts>({});
  /** How many messages of the last seconds are not shown: more were said than can be read. */
  readonly leftOut = new Observed(0);
  /** What others say comes late for now; it is caught up with by itself. */
  readonly isDelayed = new Observed(false);
  /** One's own messages that wait for a moderator, or were refused by one just now. */
  readonly waiting = new Observed<readonly WaitingMessage[]>([]);
  readonly #timer: Timer;
  #endLeftOut: () => void = () => undefined;
  readonly #connection: Connection;
  readonly #undo: (() => void)[];
  readonly #watch: PlayheadWatch;
  #timed = new TimedAudience();
  /** Chapters that began while this page was here, and the one before them. */
  #chapters: Chapter[] = [];
  #playhead: Playhead | null = null;
  #hasWholeHistory = false;
  #isLoadingOlder = false;
  /** The first message of all, once it is known. */
  #firstId: string | undefined;
  #historyAtMs = 0;

  constructor(connection: Connection, timer: Timer = systemTimer) {
    this.#connection = connection;
    this.#timer = timer;
    let { joins } = connection.state.value;
    this.#watch = new PlayheadWatch({
      playhead: () => this.playheadMs,
      timer,
      nextMs: () => this.#timed.nextMs,
      reached: (playheadMs) => this.#show(playheadMs),
    });
    this.#note(connection.state.value);
    void this.#load();
    this.#undo = [
      connection.state.watch((state) => {
        // Another node may hold the socket by now: it says again if it is late.
        if (state.phase === 'lost') this.isDelayed.set(false);
        if (state.phase === 'joined' && state.joins !== joins) void this.#load();
        joins = state.joins;
        this.#note(state);
      }),
      ...this.#hearTimed(connection),
      ...this.#hearUntimed(connection),
    ];
  }

  /** Where this viewer is in the programme; null while nothing plays or the show is not in step. */
  get playheadMs(): number | null {
    return this.state.value.rules.inStep ? (this.#playhead?.() ?? null) : null;
  }

  /** From now on everything is shown when this playhead gets to it; null shows everything at once. */
  follow(playhead: Playhead | null): void {
    this.#playhead = playhead;
    this.#watch.look();
  }

  say(text: string, replyTo?: string) {
    return this.#connection.request('chat.send', replyTo === undefined ? { text } : { text, replyTo });
  }
  deleteMessage(messageId: string) {
    return this.#connection.request('chat.delete', { messageId });
  }
  pin(messageId: string | null) {
    return this.#connection.request('chat.pin', { messageId });
  }
  setRules(rules: RequestInput<'audience.set-rules'>) {
    return this.#connection.request('audience.set-rules', rules);
  }
  /** For moderators: the part of the rules that nobody else is shown. */
  moderatorRules(): Promise<ModeratorRules> {
    return this.#connection.request('audience.get-words', {});
  }
  /** On a message that waits for a moderator. */
  decide(messageId: string, decision: HeldDecision) {
    return this.#connection.request('chat.decide', { messageId, decision });
  }
  /** Takes the note of a refused message away. */
  forgetRefused(messageId: string): void {
    this.waiting.set(this.waiting.value.filter((each) => each.messageId !== messageId));
  }
  timeOut(personId: string, seconds: number) {
    return this.#connection.request('audience.timeout', { personId, seconds });
  }
  notice(text: string | null) {
    return this.#connection.request('audience.notice', { text });
  }
  react(reaction: Reaction) {
    return this.#connection.request('reaction.send', { reaction });
  }
  ask(text: string) {
    return this.#connection.request('question.ask', { text });
  }
  voteQuestion(questionId: string, up: boolean) {
    return this.#connection.request('question.vote', { questionId, up });
  }
  answerQuestion(questionId: string) {
    return this.#connection.request('question.answer', { questionId });
  }
  hideQuestion(questionId: string) {
    return this.#connection.request('question.hide', { questionId });
  }
  /** A plain poll, unless `game` says of which kind. */
  createPoll(question: string, options: string[], game: PollGame = {}) {
    return this.#connection.request('poll.create', { question, options, ...game });
  }
  async votePoll(pollId: string, option: number) {
    const programmeMs = this.playheadMs;
    const moment = programmeMs === null ? {} : { programmeMs: Math.round(programmeMs) };
    await this.#connection.request('poll.vote', { pollId, option, ...moment });
    this.state.patch({ chosen: { ...this.state.value.chosen, [pollId]: option } });
  }
  closePoll(pollId: string) {
    return this.#connection.request('poll.close', { pollId });
  }
  /** The outcome is sent `inMs` from now, at one moment of the programme. */
  revealPoll(pollId: string, option?: number) {
    return this.#connection.request('poll.reveal', option === undefined ? { pollId } : { pollId, option });
  }

  close(): void {
    this.#watch.close();
    for (const undo of this.#undo.splice(0)) undo();
    this.state.close();
    this.reactions.close();
    this.isDelayed.close();
    this.waiting.close();
    this.#endLeftOut();
    this.leftOut.close();
  }

  #note({ session }: ConnectionState): void {
    const chapter = session?.programme.chapter;
    if (chapter === undefined || chapter.programmeMs === this.#chapters.at(-1)?.programmeMs) return;
    this.#chapters = [...this.#chapters, chapter].slice(-MOST_CHAPTERS);
    this.#timed.chaptered(chapter);
    this.#watch.look();
  }

  #delayed(isDelayed: boolean): void {
    const wasDelayed = this.isDelayed.value;
    this.isDelayed.set(isDelayed);
    // What was dropped meanwhile is in what the server keeps.
    if (wasDelayed && !isDelayed) void this.#load();
  }

  #hearTimed(connection: Connection): (() => void)[] {
    const on = <Name extends ServerEventName>(name: Name, take: (data: ServerEventData<Name>) => void) =>
      connection.on(name, (data) => {
        take(data);
        this.#watch.look();
      });
    const isOwn = ({ personId }: { personId: string }) =>
      personId === connection.state.value.session?.personId;
    return [
      on('chat.messages', ({ messages, leftOut = 0 }) => {
        this.#leftOutNow(leftOut);
        this.#timed.heard(messages.filter(isOwn), this.playheadMs ?? undefined);
        this.#timed.heard(messages);
      }),
      on('chat.deleted', ({ messageIds }) => this.#timed.deleted(messageIds)),
      on('chat.pinned', (data) => this.#timed.pinned(data)),
      on('audience.noticed', (data) => this.#timed.noticed(data)),
      on('reaction.counts', (data) => this.#timed.reacted(data)),
      on('question.changed', (data) => this.#timed.questionsChanged(data, isOwn)),
      on('poll.changed', (data) => this.#timed.pollChanged(data)),
      on('poll.scored', (data) => this.#timed.scored(data)),
    ];
  }

  #hearUntimed(connection: Connection): (() => void)[] {
    return [
      connection.on('audience.rules-changed', ({ rules, slowedSeconds = 0 }) =>
        this.state.patch({ rules, slowedSeconds }),
      ),
      connection.on('audience.restricted', (restriction) => this.state.patch({ restriction })),
      connection.on('audience.delayed', ({ isDelayed }) => this.#delayed(isDelayed)),
      // A message that was just loaded may be told once more.
      connection.on('chat.held', ({ messages }) =>
        this.#setHeld((held) => [...without(held, idsOf(messages)), ...messages]),
      ),
      connection.on('chat.settled', ({ messageIds }) => this.#setHeld((held) => without(held, messageIds))),
      connection.on('chat.waiting', ({ messageId, text }) =>
        this.waiting.set([...this.waiting.value, { messageId, text, isRefused: false }]),
      ),
      connection.on('chat.decided', ({ messageId, isApproved }) => this.#decided(messageId, isApproved)),
      connection.on('audience.counted', ({ viewers }) => this.state.patch({ viewers })),
    ];
  }

  /** Of this moment: said for a while, so that it can be read. */
  #leftOutNow(count: number): void {
    if (count === 0) return;
    this.#endLeftOut();
    this.leftOut.set(count);
    this.#endLeftOut = this.#timer.after(LEFT_OUT_MS, () => this.leftOut.set(0));
  }

  #setHeld(change: (held: readonly HeldMessage[]) => HeldMessage[]): void {
    this.state.patch({ held: change(this.state.value.held ?? []) });
  }

  /** An approved one comes by itself. */
  #decided(messageId: string, isApproved: boolean): void {
    if (isApproved) {
      this.forgetRefused(messageId);
      return;
    }
    const marked = (each: WaitingMessage) =>
      each.messageId === messageId ? { ...each, isRefused: true } : each;
    this.waiting.set(this.waiting.value.map(marked));
  }

  async #load(): Promise<void> {
    const missed = await this.#connection.request('audience.get', {}).catch(() => undefined);
    if (!missed) return;
    this.#timed = new TimedAudience(missed);
    for (const chapter of this.#chapters) this.#timed.chaptered(chapter);
    this.#hasWholeHistory = missed.chat.length < SHORT_CHAT;
    if (this.#hasWholeHistory) this.#firstId = missed.chat[0]?.messageId;
    const { rules, restriction, votedFor, viewers, chosen = {}, held = [], slowedSeconds = 0 } = missed;
    this.state.patch({ rules, restriction, votedFor, viewers, chosen, held, slowedSeconds });
    this.#watch.look();
  }

  /** A page of the messages before the oldest that is shown. Answers whether there were any. */
  async loadOlder(): Promise<boolean> {
    const [first] = this.state.value.chat;
    if (!first || !this.hasOlder || this.#isLoadingOlder) return false;
    this.#isLoadingOlder = true;
    const before = { beforeMessageId: first.messageId };
    const page = await this.#connection.request('chat.history', before).catch(() => undefined);
    this.#isLoadingOlder = false;
    if (!page) return false;
    if (page.isStart) this.#firstId = (page.messages[0] ?? first).messageId;
    this.#timed.heardBefore(page.messages.toReversed());
    this.#watch.look();
    return page.messages.length > 0;
  }

  /** Its reader is back at the newest message: what was loaded for reading back may go. */
  forgetOlder(): void {
    this.#timed.keepUsual();
  }

  get hasOlder(): boolean {
    const [first] = this.state.value.chat;
    return first !== undefined && first.messageId !== this.#firstId;
  }

  #show(playheadMs: number | null): void {
    // An empty log has nothing to say before the server has answered.
    const timed = this.#timed.at(playheadMs);
    const { chat, pinned, notice, questions, polls, scores, chapter } = this.state.value;
    const isSame =
      timed.chat === chat &&
      timed.pinned === pinned &&
      timed.notice === notice &&
      timed.questions === questions &&
      timed.polls === polls &&
      timed.scores === scores &&
      timed.chapter === chapter;
    if (!isSame) this.state.patch(timed);
    for (const counts of this.#timed.passedBy(playheadMs)) this.reactions.set(counts);
    if (playheadMs !== null) this.#fetchWhatIsMissing(timed.chat.length);
  }

  #fetchWhatIsMissing(shown: number): void {
    const { isTruncated, nextMs, oldest } = this.#timed;
    const nowMs = performance.now();
    if (nowMs - this.#historyAtMs < HISTORY_EVERY_MS) return;
    const needsOlder = !this.#hasWholeHistory && oldest !== undefined && shown < ENOUGH_MESSAGES;
    const needsNewer = isTruncated && nextMs === undefined;
    if (!needsOlder && !needsNewer) return;
    this.#historyAtMs = nowMs;
    if (needsNewer) void this.#load();
    else if (oldest) void this.#loadBefore(oldest.messageId);
  }

  async #loadBefore(beforeMessageId: string): Promise<void> {
    const page = await this.#connection.request('chat.history', { beforeMessageId }).catch(() => undefined);
    if (!page) return;
    this.#hasWholeHistory = page.isStart;
    this.#timed.heard(page.messages.toReversed());
    this.#watch.look();
  }
}

const idsOf = (messages: readonly HeldMessage[]): string[] => messages.map(({ messageId }) => messageId);

const without = (messages: readonly HeldMessage[], ids: readonly string[]): HeldMessage[] =>
  messages.filter(({ messageId }) => !ids.includes(messageId));

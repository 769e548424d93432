import type { ProgrammeView, Reaction, ResponseData, ServerEventData } from '#protocol';
import { MomentLog } from '../in-step/moment-log.js';
import { Passing } from '../in-step/passing.js';

type Snapshot = ResponseData<'audience.get'>;
type ChatMessage = Snapshot['chat'][number];
type Question = Snapshot['questions'][number];
type Poll = Snapshot['polls'][number];
export type Chapter = NonNullable<ProgrammeView['chapter']>;
export type ReactionCounts = Partial<Record<Reaction, number>>;

/** What belongs to a moment of the programme. The rest of the audience's state is for everybody at once. */
export type TimedState = Pick<Snapshot, 'chat' | 'pinned' | 'notice' | 'questions' | 'polls' | 'scores'> & {
  /** In which the video is. */
  chapter: string | null;
};

const EMPTY: TimedState = {
  chat: [],
  pinned: null,
  notice: null,
  questions: [],
  polls: [],
  scores: [],
  chapter: null,
};
const KEPT_MESSAGES = 300;
/** While its reader reads back. */
const MOST_MESSAGES = 2_000;
/** Remembered so that a message that comes twice is shown once. */
const KNOWN_IDS = 20_000;

const momentOf = ({ programmeMs, atWallMs }: { programmeMs?: number; atWallMs: number }): number =>
  programmeMs ?? atWallMs;

/** Chat, polls, questions, pins and notices of one show at any moment of its programme. */
export class TimedAudience {
  readonly #log = new MomentLog<TimedState>(EMPTY);
  readonly #passing = new Passing<ReactionCounts>();
  readonly #known = new Set<string>();
  /** Taken back by their authors or moderators: never shown again, whatever the moment. */
  readonly #deleted = new Set<string>();
  readonly #hidden = new Set<string>();
  #kept = KEPT_MESSAGES;
  #oldest: { messageId: string; atMs: number } | undefined;

  /** What a new arrival is given, taken apart into the moments in which it came to be. */
  constructor(snapshot?: Snapshot) {
    if (!snapshot) return;
    const { chat, pinned, notice, questions, polls, scores = [] } = snapshot;
    const nowMs = snapshot.programmeMs ?? Number.NEGATIVE_INFINITY;
    this.heard(chat);
    const { pinnedProgrammeMs = Number.NEGATIVE_INFINITY, noticeProgrammeMs = Number.NEGATIVE_INFINITY } =
      snapshot;
    this.#log.add({ atMs: pinnedProgrammeMs, apply: (state) => ({ ...state, pinned }) });
    this.#log.add({ atMs: noticeProgrammeMs, apply: (state) => ({ ...state, notice }) });
    for (const question of questions) this.#question(momentOf(question), question);
    for (const poll of polls) this.#loadPoll(poll, nowMs);
    const revealed = polls.map(({ revealedProgrammeMs }) => revealedProgrammeMs ?? Number.NEGATIVE_INFINITY);
    this.#log.add({
      atMs: Math.max(Number.NEGATIVE_INFINITY, ...revealed),
      apply: (state) => ({ ...state, scores }),
    });
  }

  at(playheadMs: number | null): TimedState {
    return this.#log.at(playheadMs);
  }

  /** Reactions that the playhead passed by since the last call. */
  passedBy(playheadMs: number | null): ReactionCounts[] {
    return this.#passing.take(playheadMs);
  }

  get nextMs(): number | undefined {
    const moments = [this.#log.nextMs, this.#passing.nextMs].filter((moment) => moment !== undefined);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  /** Later messages were left out while the viewer was far behind. */
  get isTruncated(): boolean {
    return this.#log.isTruncated;
  }

  /** Of what is known of the chat. */
  get oldest(): { messageId: string; atMs: number } | undefined {
    return this.#oldest;
  }

  /** `shownMs`: when it is shown at the latest, such as one's own message. */
  heard(messages: readonly ChatMessage[], shownMs = Number.POSITIVE_INFINITY): void {
    for (const message of messages) {
      if (this.#known.has(message.messageId)) continue;
      this.#know(message);
      this.#log.add({
        atMs: Math.min(shownMs, momentOf(message)),
        apply: (state) =>
          this.#deleted.has(message.messageId)
            ? state
            : { ...state, chat: withMessage(state.chat, message, this.#kept) },
      });
    }
  }

  /** A page before what is shown, the newest first, which is shown beside it: messages that were dropped before too. */
  heardBefore(messages: readonly ChatMessage[]): void {
    this.#kept = Math.min(MOST_MESSAGES, this.#kept + messages.length);
    for (const message of messages) {
      this.#know(message);
      const isHere = ({ chat }: TimedState) =>
        this.#deleted.has(message.messageId) || chat.some(({ messageId }) => messageId === message.messageId);
      this.#log.add({
        atMs: momentOf(message),
        apply: (state) =>
          isHere(state) ? state : { ...state, chat: withMessage(state.chat, message, this.#kept) },
      });
    }
  }

  /** The oldest go with the next message that comes. */
  keepUsual(): void {
    this.#kept = KEPT_MESSAGES;
  }

  deleted(messageIds: readonly string[]): void {
    for (const id of messageIds) this.#deleted.add(id);
    const isGone = ({ messageId }: ChatMessage) => this.#deleted.has(messageId);
    this.#log.revise((state) => ({
      ...state,
      chat: state.chat.filter((message) => !isGone(message)),
      pinned: state.pinned && isGone(state.pinned) ? null : state.pinned,
    }));
  }

  pinned({ message, programmeMs }: ServerEventData<'chat.pinned'>): void {
    const isGone = () => message !== null && this.#deleted.has(message.messageId);
    this.#log.add({
      atMs: programmeMs ?? Number.NEGATIVE_INFINITY,
      apply: (state) => ({ ...state, pinned: isGone() ? null : message }),
    });
  }

  noticed({ text, programmeMs }: ServerEventData<'audience.noticed'>): void {
    this.#log.add({
      atMs: programmeMs ?? Number.NEGATIVE_INFINITY,
      apply: (state) => ({ ...state, notice: text }),
    });
  }

  /** `isOwn` is shown at once. One that was hidden is gone at once, for everybody. */
  questionsChanged(
    { questions, programmeMs }: ServerEventData<'question.changed'>,
    isOwn: (question: Question) => boolean,
  ): void {
    for (const question of questions) {
      const { questionId, state } = question;
      if (state === 'hidden') this.#hidden.add(questionId);
      else this.#hidden.delete(questionId);
      if (state === 'hidden') this.#log.revise((all) => withQuestion(all, question, true));
      else
        this.#question(
          isOwn(question) ? Number.NEGATIVE_INFINITY : (programmeMs ?? momentOf(question)),
          question,
        );
    }
  }

  pollChanged({ poll, programmeMs }: ServerEventData<'poll.changed'>): void {
    this.#poll(programmeMs ?? momentOf(poll), poll);
  }

  scored({ scores, programmeMs }: ServerEventData<'poll.scored'>): void {
    this.#log.add({
      atMs: programmeMs ?? Number.NEGATIVE_INFINITY,
      apply: (state) => ({ ...state, scores }),
    });
  }

  chaptered({ title, programmeMs }: Chapter): void {
    this.#log.add({ atMs: programmeMs, apply: (state) => ({ ...state, chapter: title }) });
  }

  reacted({ counts, programmeMs }: ServerEventData<'reaction.counts'>): void {
    this.#passing.add(programmeMs ?? Number.NEGATIVE_INFINITY, counts);
  }

  #question(atMs: number, question: Question): void {
    const isHidden = () => this.#hidden.has(question.questionId);
    this.#log.add({ atMs, apply: (state) => (isHidden() ? state : withQuestion(state, question)) });
  }

  #poll(atMs: number, poll: Poll): void {
    this.#log.add({ atMs, apply: (state) => ({ ...state, polls: merged(state.polls, poll, 'pollId') }) });
  }

  /** Its course is not known, only when it began and ended: meanwhile it has no votes. */
  #loadPoll(poll: Poll, nowMs: number): void {
    const options = poll.options.map((option) => ({ ...option, votes: 0 }));
    const { closedProgrammeMs: closedMs, revealedProgrammeMs: revealedMs, ...fields } = poll;
    const { answer: _answer, winners: _winners, ...open } = fields;
    const end = closedMs === undefined ? {} : { closedProgrammeMs: closedMs };
    this.#poll(momentOf(poll), { ...open, ...(poll.kind === 'quiz' ? end : {}), options, closed: false });
    const endMs = poll.closed ? (closedMs ?? nowMs) : nowMs;
    if (revealedMs !== undefined) {
      const shown = poll.kind === 'quiz' ? options : poll.options;
      this.#poll(endMs, { ...open, ...end, options: shown });
    }
    this.#poll(revealedMs ?? endMs, poll);
  }

  #know(message: ChatMessage): void {
    this.#known.add(message.messageId);
    if (this.#known.size > KNOWN_IDS) {
      const [first] = this.#known;
      if (first !== undefined) this.#known.delete(first);
    }
    const atMs = momentOf(message);
    if (!this.#oldest || atMs < this.#oldest.atMs) this.#oldest = { messageId: message.messageId, atMs };
  }
}

/** At the end; one that was loaded later stands among the older ones by its moment. */
function withMessage(chat: readonly ChatMessage[], message: ChatMessage, most: number): ChatMessage[] {
  const [first] = chat;
  if (!first || momentOf(message) >= momentOf(first)) return [...chat, message].slice(-most);
  return [message, ...chat].slice(0, most);
}

function withQuestion(state: TimedState, question: Question, onlyKnown = false): TimedState {
  const isKnown = state.questions.some(({ questionId }) => questionId === question.questionId);
  if (onlyKnown && !isKnown) return state;
  return { ...state, questions: merged(state.questions, question, 'questionId') };
}

/** Replaces what is known by its id, adds what is new at the end. */
function merged<Item extends object>(known: readonly Item[], changed: Item, key: keyof Item): Item[] {
  const at = known.findIndex((item) => item[key] === changed[key]);
  return at < 0 ? [...known, changed] : known.with(at, changed);
}

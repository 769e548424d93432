import type { Reaction, RequestInput, ResponseData } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection } from '../signaling/connection.js';

/** Chat is oldest first. */
export type AudienceState = ResponseData<'audience.get'>;
export type AudienceRules = AudienceState['rules'];
type ChatMessage = AudienceState['chat'][number];

const EMPTY: AudienceState = {
  chat: [],
  pinned: null,
  notice: null,
  rules: { chatOpen: true, slowModeSeconds: 0, allowLinks: true, questionsOpen: true, reactionsOpen: true },
  restriction: null,
  votedFor: [],
  questions: [],
  polls: [],
  viewers: 0,
};

const KEPT_MESSAGES = 300;

/** What the audience says, and the ways to say something. */
export class AudienceClient {
  readonly state = new Observed<AudienceState>(EMPTY);
  /** Reactions of the last moment, by kind: to be shown, not kept. */
  readonly reactions = new Observed<Partial<Record<Reaction, number>>>({});
  readonly #connection: Connection;
  readonly #undo: (() => void)[];

  constructor(connection: Connection) {
    this.#connection = connection;
    let { joins } = connection.state.value;
    void this.#load();
    this.#undo = [
      connection.state.watch((state) => {
        if (state.phase === 'joined' && state.joins !== joins) void this.#load();
        joins = state.joins;
      }),
      connection.on('chat.messages', ({ messages }) => this.#heard(messages)),
      connection.on('chat.deleted', ({ messageIds }) =>
        this.state.patch({
          chat: this.state.value.chat.filter(({ messageId }) => !messageIds.includes(messageId)),
        }),
      ),
      connection.on('chat.pinned', ({ message }) => this.state.patch({ pinned: message })),
      connection.on('audience.rules-changed', ({ rules }) => this.state.patch({ rules })),
      connection.on('audience.noticed', ({ text }) => this.state.patch({ notice: text })),
      connection.on('audience.restricted', (restriction) => this.state.patch({ restriction })),
      connection.on('reaction.counts', ({ counts }) => this.reactions.set(counts)),
      connection.on('question.changed', ({ questions }) =>
        this.state.patch({ questions: merged(this.state.value.questions, questions, 'questionId') }),
      ),
      connection.on('poll.changed', ({ poll }) =>
        this.state.patch({ polls: merged(this.state.value.polls, [poll], 'pollId') }),
      ),
      connection.on('audience.counted', ({ viewers }) => this.state.patch({ viewers })),
    ];
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
  /** For moderators. */
  async blockedWords(): Promise<string[]> {
    return (await this.#connection.request('audience.get-words', {})).blockedWords;
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
  createPoll(question: string, options: string[]) {
    return this.#connection.request('poll.create', { question, options });
  }
  votePoll(pollId: string, option: number) {
    return this.#connection.request('poll.vote', { pollId, option });
  }
  closePoll(pollId: string) {
    return this.#connection.request('poll.close', { pollId });
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.state.close();
    this.reactions.close();
  }

  async #load(): Promise<void> {
    const missed = await this.#connection.request('audience.get', {}).catch(() => undefined);
    if (missed) this.state.set(missed);
  }

  #heard(messages: readonly ChatMessage[]): void {
    const known = new Set(this.state.value.chat.map(({ messageId }) => messageId));
    const fresh = messages.filter(({ messageId }) => !known.has(messageId));
    this.state.patch({ chat: [...this.state.value.chat, ...fresh].slice(-KEPT_MESSAGES) });
  }
}

/** Replaces what is known by its id, adds what is new at the end. */
function merged<Item extends object>(
  known: readonly Item[],
  changed: readonly Item[],
  key: keyof Item,
): Item[] {
  const byId = new Map(changed.map((item) => [item[key], item]));
  const kept = known.map((item) => byId.get(item[key]) ?? item);
  const keptIds = new Set(known.map((item) => item[key]));
  return [...kept, ...changed.filter((item) => !keptIds.has(item[key]))];
}

import type { Clock, RandomBytes } from '#kernel';
import type { ResponseData, ServerEvent } from '#protocol';
import { Chat } from './chat.js';
import { ViewerCount } from './counting/viewer-count.js';
import type { Member } from './member.js';
import { Members } from './members.js';
import { Polls } from './polls/polls.js';
import type { AudienceOutbox } from './ports/outbox.js';
import type { ProgrammeTime } from './ports/programme-time.js';
import type { AudienceStores } from './ports/stores.js';
import { Questions } from './questions.js';
import { Reactions } from './reactions.js';
import { Restrictions } from './restrictions.js';
import { Rules } from './rules.js';
import type { AudienceWrites } from './writes.js';

export interface ShowAudienceOptions {
  showId: string;
  stores: AudienceStores;
  writes: AudienceWrites;
  outbox: AudienceOutbox;
  programmeTime: ProgrammeTime;
  clock: Clock;
  random: RandomBytes;
}

interface Parts {
  rules: Rules;
  members: Members;
  restrictions: Restrictions;
  chat: Chat;
  questions: Questions;
  polls: Polls;
  reactions: Reactions;
  viewers: ViewerCount;
  pinnedMessageId: string | null;
  notice: string | null;
}

/** Everything that one show's audience shares, read from the store once and kept in step with it. */
export class ShowAudience {
  readonly showId: string;
  readonly rules: Rules;
  readonly members: Members;
  readonly restrictions: Restrictions;
  readonly chat: Chat;
  readonly questions: Questions;
  readonly polls: Polls;
  readonly reactions: Reactions;
  readonly viewers: ViewerCount;
  pinnedMessageId: string | null;
  notice: string | null;
  /** When they were put up; unknown after a restart. */
  pinnedProgrammeMs: number | undefined;
  noticeProgrammeMs: number | undefined;
  readonly #options: ShowAudienceOptions;

  static async open(options: ShowAudienceOptions): Promise<ShowAudience> {
    const { showId, stores, writes, outbox, programmeTime, clock, random } = options;
    const [state, bans] = await Promise.all([
      stores.audienceState.load(showId),
      stores.bans.active(showId, clock.wallMs()),
    ]);
    const members = new Members();
    const rules = new Rules(state.settings);
    const send = (event: ServerEvent) => outbox.toShow(showId, event);
    const readers = () => outbox.count(showId);
    const programmeMs = (wallMs = clock.wallMs()) => Math.round(programmeTime.at(showId, wallMs));
    const shared = { showId, members, rules, clock, send, programmeMs };
    const [chat, questions, polls] = await Promise.all([
      Chat.open({
        ...shared,
        store: stores.chat,
        write: writes.chat,
        readers,
      }),
      Questions.open({
        ...shared,
        store: stores.questions,
        writeQuestion: writes.questions,
        writeVote: writes.questionVotes,
      }),
      Polls.open({
        ...shared,
        store: stores.polls,
        writeVote: writes.pollVotes,
        random,
        furthestMs: () => programmeTime.furthestBehindMs?.(showId),
        isPresent: (personId) =>
          outbox.findPresent === undefined || outbox.findPresent(showId, personId) !== undefined,
        polled: (moments) => programmeTime.polled?.(showId, moments),
      }),
    ]);
    return new ShowAudience(options, {
      rules,
      members,
      chat,
      questions,
      polls,
      restrictions: new Restrictions(bans),
      reactions: new Reactions({ clock, readers, send, programmeMs }),
      viewers: new ViewerCount(state.peakViewers),
      pinnedMessageId: state.pinnedMessageId,
      notice: state.notice,
    });
  }

  private constructor(options: ShowAudienceOptions, parts: Parts) {
    this.#options = options;
    this.showId = options.showId;
    this.rules = parts.rules;
    this.members = parts.members;
    this.restrictions = parts.restrictions;
    this.chat = parts.chat;
    this.questions = parts.questions;
    this.polls = parts.polls;
    this.reactions = parts.reactions;
    this.viewers = parts.viewers;
    this.pinnedMessageId = parts.pinnedMessageId;
    this.notice = parts.notice;
  }

  /** What a new arrival is shown. */
  async catchUp(member: Member): Promise<ResponseData<'audience.get'>> {
    const voter = this.members.voterOf(member);
    const subject = this.subjectOf(member.personId);
    const pinned = this.pinnedMessageId === null ? undefined : await this.chat.find(this.pinnedMessageId);
    return {
      chat: [...this.chat.recent],
      pinned: pinned ?? null,
      notice: this.notice,
      rules: this.rules.view,
      restriction: this.restrictions.find(subject, this.#options.clock.wallMs()) ?? null,
      votedFor: [...this.questions.votedBy(voter), ...this.polls.votedBy(voter)],
      questions: this.questions.list(member),
      polls: this.polls.list,
      chosen: this.polls.chosenBy(voter),
      scores: this.polls.scores,
      viewers: this.viewers.current,
      programmeMs: this.programmeMs(),
      ...given('pinnedProgrammeMs', this.pinnedProgrammeMs),
      ...given('noticeProgrammeMs', this.noticeProgrammeMs),
    };
  }

  subjectOf(personId: string): { personId: string; deviceHash: string | null } {
    return { personId, deviceHash: this.members.deviceOf(personId) };
  }

  /** Throws when the member is silenced or banned. */
  needVoice(member: Member): void {
    this.restrictions.needVoice(this.subjectOf(member.personId), this.#options.clock.wallMs());
  }

  /** Now, on the programme's clock. */
  programmeMs(): number {
    const { programmeTime, clock } = this.#options;
    return Math.round(programmeTime.at(this.showId, clock.wallMs()));
  }

  send(event: ServerEvent): void {
    this.#options.outbox.toShow(this.showId, event);
  }

  close(): void {
    this.chat.close();
    this.questions.close();
    this.polls.end();
    this.reactions.close();
  }
}

const given = <K extends string>(key: K, value: number | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, number>>;

import { type Clock, guestError, type RandomBytes } from '#kernel';
import type { ResponseData, ServerEvent, ServerEventData } from '#protocol';
import { Chat } from './chat.js';
import { ViewerCount } from './counting/viewer-count.js';
import { LineJudge } from './defence/line-judge.js';
import type { SiteGuard } from './defence/site-guard.js';
import { HeldMessages } from './held-messages.js';
import { isModerator, type Member } from './member.js';
import { Members } from './members.js';
import { Polls } from './polls/polls.js';
import type { Classifier } from './ports/classifier.js';
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
  site: SiteGuard;
  classifier?: Classifier | undefined;
}

interface Parts {
  rules: Rules;
  members: Members;
  restrictions: Restrictions;
  chat: Chat;
  held: HeldMessages;
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
  readonly held: HeldMessages;
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
    const { showId, stores, writes, outbox, programmeTime, clock, random, site, classifier } = options;
    const toModerators = (event: ServerEvent) => outbox.toModerators(showId, event);
    const toPerson = (personId: string, event: ServerEvent) => outbox.toPerson(showId, personId, event);
    const [state, bans, held] = await Promise.all([
      stores.audienceState.load(showId),
      stores.bans.active(showId, clock.wallMs()),
      HeldMessages.open({ showId, store: stores.heldMessages, toModerators, toPerson }),
      site.ready(),
    ]);
    const members = new Members();
    const rules = new Rules(state.settings);
    const send = (event: ServerEvent) => outbox.toShow(showId, event);
    const readers = () => outbox.count(showId);
    const programmeMs = (wallMs = clock.wallMs()) => Math.round(programmeTime.at(showId, wallMs));
    const judge = new LineJudge({ showId, rules, members, site, classifier, clock });
    const shared = { showId, members, rules, judge, clock, send, programmeMs };
    const rulesView = () => viewOf(rules, chat);
    const [chat, questions, polls] = await Promise.all([
      Chat.open({
        ...shared,
        held,
        toModerators,
        toPerson,
        paceChanged: () => send({ name: 'audience.rules-changed', data: rulesView() }),
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
        isPresent: (personId) => isPresent(outbox, showId, personId),
        polled: (moments) => programmeTime.polled?.(showId, moments),
      }),
    ]);
    return new ShowAudience(options, {
      rules,
      members,
      chat,
      held,
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
    this.held = parts.held;
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
      ...(isModerator(member) ? { held: this.held.list } : {}),
      ...this.rulesView,
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

  /** The rules, and slow mode by load. */
  get rulesView(): ServerEventData<'audience.rules-changed'> {
    return viewOf(this.rules, this.chat);
  }

  subjectOf(personId: string): { personId: string; deviceHash: string | null } {
    return { personId, deviceHash: this.members.deviceOf(personId) };
  }

  /** Throws when the member is silenced or banned. */
  needVoice(member: Member): void {
    const subject = this.subjectOf(member.personId);
    if (this.#options.site.isBanned(subject))
      throw guestError('banned', 'This site has banned you from its shows.', { status: 403 });
    this.restrictions.needVoice(subject, this.#options.clock.wallMs());
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

const viewOf = (rules: Rules, { slowedSeconds }: Chat): ServerEventData<'audience.rules-changed'> => ({
  rules: rules.view,
  ...given('slowedSeconds', slowedSeconds),
});

/** An outbox that cannot tell is of one process in a test. */
const isPresent = (outbox: AudienceOutbox, showId: string, personId: string): boolean =>
  outbox.findPresent === undefined || outbox.findPresent(showId, personId) !== undefined;

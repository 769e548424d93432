import type { Ranks } from '#access';
import { type Clock, Lifetime, type Log, type RandomBytes, systemRandom } from '#kernel';
import type { AudienceRules, Poll, Reaction, RequestData, ResponseData, Role } from '#protocol';
import { Counting } from './counting/counting.js';
import { SiteGuard } from './defence/site-guard.js';
import type { Member } from './member.js';
import { Moderation } from './moderation.js';
import type { Classifier } from './ports/classifier.js';
import type { AudienceOutbox } from './ports/outbox.js';
import { type ProgrammeTime, WALL_TIME } from './ports/programme-time.js';
import type { AudienceStores } from './ports/stores.js';
import { ShowAudiences } from './show-audiences.js';

export interface AudienceOptions {
  stores: AudienceStores;
  outbox: AudienceOutbox;
  ranks: Ranks;
  programmeTime?: ProgrammeTime;
  random?: RandomBytes;
  /** Without one, no line is judged by anything but the rules. */
  classifier?: Classifier | undefined;
  clock: Clock;
  log: Log;
}

/** What pages ask of the audience's functions, for every show of this process. */
export class Audience {
  readonly moderation: Moderation;
  readonly counting: Counting;
  /** The lists that all shows share. */
  readonly site: SiteGuard;
  readonly #shows: ShowAudiences;
  readonly #clock: Clock;
  readonly #lifetime = new Lifetime();

  constructor(options: AudienceOptions) {
    const site = new SiteGuard(options.stores.siteDefences, options.clock);
    this.site = site;
    this.#clock = options.clock;
    this.#shows = new ShowAudiences({ programmeTime: WALL_TIME, random: systemRandom, ...options, site });
    this.moderation = new Moderation({ ...options, shows: this.#shows, site });
    this.counting = new Counting({ ...options, shows: this.#shows });
    this.#lifetime.adopt(() => this.#shows.close());
    this.#lifetime.adopt(() => this.counting.close());
  }

  /** A ticket was read: remembers its device, for bans and votes. */
  async admitted(
    showId: string,
    person: { subject: string; name: string; deviceHash: string | null; role?: Role },
  ): Promise<void> {
    const show = await this.#shows.get(showId);
    const { subject, name, deviceHash, role } = person;
    show.members.admit(subject, { name, deviceHash, role, nowMs: this.#clock.monotonicMs() });
  }

  /** The show is over and everybody is gone: its lists leave the memory. */
  release(showId: string): Promise<void> {
    return this.#shows.release(showId);
  }

  /** What this person said was erased from the store: nobody who is here reads it on. */
  forgetAuthor(personId: string): void {
    for (const show of this.#shows.all) {
      show.chat.forgetAuthor(personId);
      show.held.forgetAuthor(personId);
      show.questions.forgetAuthor(personId);
      show.polls.forgetAuthor(personId);
    }
  }

  async sendChat(member: Member, { text, replyTo }: RequestData<'chat.send'>): Promise<string> {
    const show = await this.#shows.get(member.showId);
    show.needVoice(member);
    return show.chat.say(member, text, replyTo);
  }

  /** A viewer was brought on stage at this moment of the wall clock: who watches reads it in the chat. */
  async cameOnStage(
    showId: string,
    person: { personId: string; name: string },
    atWallMs: number,
  ): Promise<void> {
    await (await this.#shows.get(showId)).chat.tell('on-stage', person, atWallMs);
  }

  async chatBefore(member: Member, messageId: string): Promise<ResponseData<'chat.history'>> {
    return (await this.#shows.get(member.showId)).chat.before(messageId);
  }

  deleteChat(member: Member, messageId: string): Promise<void> {
    return this.moderation.deleteChat(member, messageId);
  }

  decide(member: Member, decision: RequestData<'chat.decide'>): Promise<void> {
    return this.moderation.decide(member, decision);
  }

  pinChat(member: Member, messageId: string | null): Promise<void> {
    return this.moderation.pinChat(member, messageId);
  }

  timeOut(member: Member, order: RequestData<'audience.timeout'>): Promise<void> {
    return this.moderation.timeOut(member, order);
  }

  setRules(member: Member, rules: RequestData<'audience.set-rules'>): Promise<void> {
    return this.moderation.setRules(member, rules);
  }

  setNotice(member: Member, text: string | null): Promise<void> {
    return this.moderation.setNotice(member, text);
  }

  /** The part of the rules that only moderators are shown. */
  async words(member: Pick<Member, 'showId'>): Promise<ResponseData<'audience.get-words'>> {
    const { settings, defences } = (await this.#shows.get(member.showId)).rules;
    return { blockedWords: [...settings.blockedWords], defences };
  }

  async rules(showId: string): Promise<AudienceRules> {
    return (await this.#shows.get(showId)).rules.view;
  }

  async ask(member: Member, text: string): Promise<string> {
    const show = await this.#shows.get(member.showId);
    show.needVoice(member);
    return show.questions.ask(member, text);
  }

  async voteQuestion(member: Member, questionId: string, isUp: boolean): Promise<void> {
    await (await this.#shows.get(member.showId)).questions.vote(member, questionId, isUp);
  }

  answerQuestion(member: Member, questionId: string): Promise<void> {
    return this.moderation.setQuestion(member, questionId, 'answered');
  }

  hideQuestion(member: Member, questionId: string): Promise<void> {
    return this.moderation.setQuestion(member, questionId, 'hidden');
  }

  createPoll(member: Member, wish: RequestData<'poll.create'>): Promise<string> {
    return this.moderation.createPoll(member, wish);
  }

  async votePoll(member: Member, vote: RequestData<'poll.vote'>): Promise<void> {
    await (await this.#shows.get(member.showId)).polls.vote(member, vote);
  }

  closePoll(member: Member, pollId: string): Promise<void> {
    return this.moderation.closePoll(member, pollId);
  }

  /** Answers in how many milliseconds the outcome is sent. */
  revealPoll(member: Member, outcome: RequestData<'poll.reveal'>): Promise<number> {
    return this.moderation.revealPoll(member, outcome);
  }

  async poll(showId: string, pollId: string): Promise<Poll> {
    return (await this.#shows.get(showId)).polls.view(pollId);
  }

  async polls(showId: string): Promise<Poll[]> {
    return (await this.#shows.get(showId)).polls.list;
  }

  async react(member: Member, reaction: Reaction): Promise<void> {
    const show = await this.#shows.get(member.showId);
    show.rules.needReactions();
    show.needVoice(member);
    show.reactions.add(reaction);
  }

  async catchUp(member: Member): Promise<ResponseData<'audience.get'>> {
    return (await this.#shows.get(member.showId)).catchUp(member);
  }

  /** Idempotent. What was watched until now is written. */
  close(): Promise<void> {
    return this.#lifetime.close();
  }
}

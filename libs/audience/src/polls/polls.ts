import { type Clock, guestError, newId, type RandomBytes } from '#kernel';
import { LIMITS, type Poll, type RequestData, type Score, type ServerEvent } from '#protocol';
import { Coalesce } from '../coalesce.js';
import type { Member } from '../member.js';
import type { Members } from '../members.js';
import type { PollRecord, PollsStore, PollVoteRecord } from '../ports/polls-store.js';
import type { PolledMoments } from '../ports/programme-time.js';
import { cleanLine } from '../text/clean-line.js';
import type { WriteBatch } from '../write-batch.js';
import { draw } from './draw.js';
import { type KeptPoll, viewOfPoll } from './kept-poll.js';
import { checkPollWish, type PollWish } from './poll-wish.js';
import { revealMomentMs } from './reveal-moment.js';
import { scoresOf } from './scores.js';
import { BEHIND_AT_MOST_MS, voteMomentMs } from './vote-moment.js';

export interface PollsOptions {
  showId: string;
  store: PollsStore;
  writeVote: WriteBatch<PollVoteRecord>;
  members: Members;
  clock: Clock;
  random: RandomBytes;
  /** A moment of the wall clock on the programme's; now, where none is named. */
  programmeMs(wallMs?: number): number;
  /** How far the furthest of the audience is known to be behind. */
  furthestMs?(): number | undefined;
  /** Who is gone is not drawn. */
  isPresent(personId: string): boolean;
  /** Opened or closed. */
  polled(moments: PolledMoments): void;
  send(event: ServerEvent): void;
}

const FAN_OUT_MS = 500;
/** Without the store no outcome is sent; the reveal is tried again. */
const RETRY_MS = 2_000;

const notFound = (what: string) => guestError('poll-not-found', what, { status: 404 });
const closed = () => guestError('poll-closed', 'This poll is closed.', { status: 409 });

/** Polls, quizzes, predictions and giveaways with live results. The first vote of a voter stands. */
export class Polls {
  readonly #options: PollsOptions;
  readonly #kept = new Map<string, KeptPoll>();
  readonly #fanOut: Coalesce<string>;
  readonly #timers = new Map<string, () => void>();
  /** By the claims of voters. */
  #furthestMs: number | undefined;

  static async open(options: PollsOptions): Promise<Polls> {
    const polls = new Polls(options);
    for (const record of await options.store.list(options.showId)) {
      // Once nobody can vote any more, voters of a plain poll are of no interest.
      const isOver =
        record.kind === 'poll' &&
        (record.closedAtMs ?? Number.POSITIVE_INFINITY) < options.clock.wallMs() - BEHIND_AT_MOST_MS;
      const votes = isOver ? [] : await options.store.votesOf(record.id);
      polls.#keep(record, votes);
    }
    return polls;
  }

  private constructor(options: PollsOptions) {
    this.#options = options;
    this.#fanOut = new Coalesce(
      options.clock,
      () => FAN_OUT_MS,
      (ids) => {
        for (const id of new Set(ids)) this.#tell(id);
      },
    );
  }

  get list(): Poll[] {
    return [...this.#kept.values()].map((kept) => viewOfPoll(kept, this.#options.programmeMs));
  }

  get scores(): Score[] {
    return scoresOf(this.#kept.values());
  }

  view(pollId: string): Poll {
    return viewOfPoll(this.#get(pollId), this.#options.programmeMs);
  }

  votedBy(voter: string): string[] {
    return Object.keys(this.chosenBy(voter));
  }

  chosenBy(voter: string): Record<string, number> {
    const chosen: Record<string, number> = {};
    for (const [id, { votes }] of this.#kept) {
      const vote = votes.get(voter);
      if (vote !== undefined) chosen[id] = vote.option;
    }
    return chosen;
  }

  async create(wish: PollWish): Promise<string> {
    checkPollWish(wish);
    if (this.#kept.size >= LIMITS.polls)
      throw guestError('bad-message', `A show has at most ${LIMITS.polls} polls.`, { status: 409 });
    const { clock, showId, store } = this.#options;
    const nowMs = clock.wallMs();
    const record: PollRecord = {
      id: newId('pol'),
      showId,
      kind: wish.kind,
      question: cleanLine(wish.question),
      options: wish.options.map(cleanLine),
      state: 'open',
      counts: wish.options.map(() => 0),
      createdAtMs: nowMs,
      closedAtMs: wish.seconds === undefined ? null : nowMs + wish.seconds * 1_000,
      answer: wish.answer ?? null,
      winners: wish.winners,
      revealedAtMs: null,
    };
    await store.add(record);
    this.#keep(record, []);
    this.#tell(record.id);
    this.#polled(record);
    return record.id;
  }

  /** Open or closed is judged where the voter's own playhead is. */
  async vote(
    member: Member,
    { pollId, option, programmeMs: claimedMs }: RequestData<'poll.vote'>,
  ): Promise<void> {
    const { members, programmeMs, writeVote } = this.#options;
    const kept = this.#get(pollId);
    const nowMs = programmeMs();
    const momentMs = voteMomentMs(claimedMs, nowMs);
    this.#furthestMs = Math.max(this.#furthestMs ?? 0, nowMs - momentMs);
    this.#needOpen(kept, momentMs);
    if (kept.counts[option] === undefined) throw notFound('The poll has no such option.');
    const voter = members.voterOf(member);
    if (kept.votes.has(voter))
      throw guestError('already-voted', 'You have voted in this poll.', { status: 409 });
    const isNamed = kept.record.kind !== 'poll';
    const vote: PollVoteRecord = {
      pollId,
      voter,
      option,
      personId: isNamed ? member.personId : '',
      name: isNamed ? member.name : '',
      tookMs: Math.max(0, momentMs - programmeMs(kept.record.createdAtMs)),
      hasWon: false,
    };
    kept.votes.set(voter, vote);
    try {
      await writeVote.add(vote);
    } catch (error) {
      kept.votes.delete(voter);
      throw error;
    }
    kept.counts[option] = (kept.counts[option] ?? 0) + 1;
    this.#fanOut.add(pollId);
  }

  async close(pollId: string): Promise<void> {
    const kept = this.#get(pollId);
    if (kept.record.state === 'closed') return;
    const { clock, store, writeVote } = this.#options;
    const closedAtMs = Math.min(kept.record.closedAtMs ?? Number.POSITIVE_INFINITY, clock.wallMs());
    await writeVote.settled();
    await store.close(pollId, closedAtMs);
    this.#timers.get(pollId)?.();
    kept.record = { ...kept.record, state: 'closed', closedAtMs };
    this.#tell(pollId, closedAtMs);
    this.#polled(kept.record);
  }

  /** Closes what is open. Answers in how many milliseconds the outcome is sent. */
  async reveal({ pollId, option }: RequestData<'poll.reveal'>): Promise<number> {
    const kept = this.#get(pollId);
    const { kind, revealedAtMs, options } = kept.record;
    if (kind === 'poll') throw guestError('bad-message', 'A poll has nothing to reveal.', { status: 409 });
    if (kind === 'prediction' && (option === undefined || options[option] === undefined))
      throw guestError('bad-message', 'Say which option came true.', { status: 422 });
    if (revealedAtMs !== null) return 0;
    const nowMs = this.#options.clock.wallMs();
    if (kept.outcomeAtMs !== undefined) return Math.max(0, kept.outcomeAtMs - nowMs);
    await this.close(pollId);
    kept.outcomeAtMs = Math.max(nowMs, revealMomentMs(kept.record.closedAtMs ?? nowMs, this.#furthest()));
    const answer = kind === 'prediction' ? (option ?? null) : kept.record.answer;
    const inMs = kept.outcomeAtMs - nowMs;
    this.#later(pollId, inMs, () => this.#reveal(kept, answer));
    return inMs;
  }

  /** Erased: not in the table of scores, and drawn for nobody to read. */
  forgetAuthor(personId: string): void {
    for (const { votes } of this.#kept.values())
      for (const [voter, vote] of votes)
        if (vote.personId === personId) votes.set(voter, { ...vote, personId: '', name: '' });
  }

  end(): void {
    this.#fanOut.close();
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
  }

  #keep(record: PollRecord, votes: readonly PollVoteRecord[]): void {
    const byVoter = new Map(votes.map((vote) => [vote.voter, vote]));
    this.#kept.set(record.id, { record, counts: [...record.counts], votes: byVoter });
    if (record.state === 'open' && record.closedAtMs !== null)
      this.#later(record.id, record.closedAtMs - this.#options.clock.wallMs(), () => this.close(record.id));
  }

  #needOpen({ record, outcomeAtMs }: KeptPoll, momentMs: number): void {
    const { clock, programmeMs } = this.#options;
    const { closedAtMs, revealedAtMs } = record;
    if (revealedAtMs !== null || clock.wallMs() >= (outcomeAtMs ?? Number.POSITIVE_INFINITY)) throw closed();
    if (closedAtMs !== null && momentMs >= programmeMs(closedAtMs)) throw closed();
  }

  #furthest(): number | undefined {
    const reported = this.#options.furthestMs?.();
    if (reported === undefined) return this.#furthestMs;
    return Math.max(reported, this.#furthestMs ?? 0);
  }

  async #reveal(kept: KeptPoll, answer: number | null): Promise<void> {
    const { clock, store, writeVote, send, programmeMs } = this.#options;
    const atMs = clock.wallMs();
    await writeVote.settled();
    const winners = this.#drawn(kept);
    await store.reveal(kept.record.id, { answer, winners, atMs });
    for (const voter of winners) {
      const vote = kept.votes.get(voter);
      if (vote !== undefined) kept.votes.set(voter, { ...vote, hasWon: true });
    }
    kept.record = { ...kept.record, answer, revealedAtMs: atMs };
    this.#tell(kept.record.id, atMs);
    if (answer !== null)
      send({ name: 'poll.scored', data: { scores: this.scores, programmeMs: programmeMs(atMs) } });
  }

  /** Of the viewers who have entered and are still here. */
  #drawn({ record, votes }: KeptPoll): string[] {
    if (record.kind !== 'giveaway') return [];
    const { isPresent, random } = this.#options;
    const here = [...votes.values()].filter(({ personId }) => isPresent(personId));
    return draw(here, record.winners, random).map(({ voter }) => voter);
  }

  /** One timer a poll: first of its end, then of its outcome. Tried again when it fails. */
  #later(pollId: string, inMs: number, run: () => Promise<void>): void {
    this.#timers.get(pollId)?.();
    const fire = () =>
      void run().catch(() => {
        if (this.#timers.has(pollId)) this.#later(pollId, RETRY_MS, run);
      });
    this.#timers.set(pollId, this.#options.clock.after(Math.max(0, inMs), fire));
  }

  #polled({ id: pollId, question, state, createdAtMs, closedAtMs }: PollRecord): void {
    const { programmeMs, polled } = this.#options;
    const endMs = state === 'open' || closedAtMs === null ? undefined : programmeMs(closedAtMs);
    polled({ pollId, question, startMs: programmeMs(createdAtMs), endMs });
  }

  #get(pollId: string): KeptPoll {
    const kept = this.#kept.get(pollId);
    if (kept !== undefined) return kept;
    throw notFound('There is no such poll.');
  }

  /** At a moment of the wall clock; now, where none is named. */
  #tell(pollId: string, momentMs?: number): void {
    const kept = this.#kept.get(pollId);
    if (kept === undefined) return;
    const { state, createdAtMs } = kept.record;
    const isNew = state === 'open' && kept.votes.size === 0;
    const programmeMs = this.#options.programmeMs(momentMs ?? (isNew ? createdAtMs : undefined));
    const poll = viewOfPoll(kept, this.#options.programmeMs);
    this.#options.send({ name: 'poll.changed', data: { poll, programmeMs } });
  }
}

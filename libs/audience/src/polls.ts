import { type Clock, guestError, newId } from '#kernel';
import type { Poll, ServerEvent } from '#protocol';
import { Coalesce } from './coalesce.js';
import type { Member } from './member.js';
import type { Members } from './members.js';
import type { PollRecord, PollsStore, PollVoteRecord } from './ports/polls-store.js';
import type { PolledMoments } from './ports/programme-time.js';
import { cleanLine } from './text/clean-line.js';
import { BEHIND_AT_MOST_MS, voteMomentMs } from './vote-moment.js';
import type { WriteBatch } from './write-batch.js';

export interface PollsOptions {
  showId: string;
  store: PollsStore;
  writeVote: WriteBatch<PollVoteRecord>;
  members: Members;
  clock: Clock;
  /** A moment of the wall clock on the programme's; now, where none is named. */
  programmeMs(wallMs?: number): number;
  /** Opened or closed. */
  polled(moments: PolledMoments): void;
  send(event: ServerEvent): void;
}

const FAN_OUT_MS = 500;

interface PollBallot {
  pollId: string;
  option: number;
  programmeMs?: number | undefined;
}

interface Kept {
  record: PollRecord;
  counts: number[];
  voters: Set<string>;
}

/** Polls with live results. The first vote of a voter stands. */
export class Polls {
  readonly #options: PollsOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #fanOut: Coalesce<string>;

  static async open(options: PollsOptions): Promise<Polls> {
    const polls = new Polls(options);
    for (const record of await options.store.list(options.showId)) {
      // Once nobody can vote any more, voters are of no interest.
      const isOver =
        (record.closedAtMs ?? Number.POSITIVE_INFINITY) < options.clock.wallMs() - BEHIND_AT_MOST_MS;
      const votes = isOver ? [] : await options.store.votesOf(record.id);
      const voters = new Set(votes.map(({ voter }) => voter));
      polls.#kept.set(record.id, { record, counts: [...record.counts], voters });
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
    return [...this.#kept.values()].map((kept) => this.#view(kept));
  }

  votedBy(voter: string): string[] {
    return [...this.#kept].filter(([, { voters }]) => voters.has(voter)).map(([id]) => id);
  }

  async create(question: string, options: readonly string[]): Promise<string> {
    const { clock, showId, store } = this.#options;
    const record: PollRecord = {
      id: newId('pol'),
      showId,
      question: cleanLine(question),
      options: options.map(cleanLine),
      state: 'open',
      counts: options.map(() => 0),
      createdAtMs: clock.wallMs(),
      closedAtMs: null,
    };
    await store.add(record);
    this.#kept.set(record.id, { record, counts: [...record.counts], voters: new Set() });
    this.#tell(record.id);
    this.#polled(record);
    return record.id;
  }

  /** Open or closed is judged where the voter's own playhead is. */
  async vote(member: Member, { pollId, option, programmeMs }: PollBallot): Promise<void> {
    const { counts, voters, record } = this.#get(pollId);
    this.#needOpen(record, programmeMs);
    if (counts[option] === undefined)
      throw guestError('poll-not-found', 'The poll has no such option.', { status: 404 });
    const voter = this.#options.members.voterOf(member);
    if (voters.has(voter)) throw guestError('already-voted', 'You have voted in this poll.', { status: 409 });
    voters.add(voter);
    try {
      await this.#options.writeVote.add({ pollId, voter, option });
    } catch (error) {
      voters.delete(voter);
      throw error;
    }
    counts[option] += 1;
    this.#fanOut.add(pollId);
  }

  #needOpen({ closedAtMs }: PollRecord, claimedMs: number | undefined): void {
    const { programmeMs } = this.#options;
    if (closedAtMs === null || voteMomentMs(claimedMs, programmeMs()) < programmeMs(closedAtMs)) return;
    throw guestError('poll-closed', 'This poll is closed.', { status: 409 });
  }

  async close(pollId: string): Promise<void> {
    const kept = this.#get(pollId);
    const nowMs = this.#options.clock.wallMs();
    await this.#options.writeVote.settled();
    await this.#options.store.close(pollId, nowMs);
    kept.record = { ...kept.record, state: 'closed', closedAtMs: nowMs };
    this.#tell(pollId, nowMs);
    this.#polled(kept.record);
  }

  #polled({ id: pollId, question, createdAtMs, closedAtMs }: PollRecord): void {
    const { programmeMs, polled } = this.#options;
    const endMs = closedAtMs === null ? undefined : programmeMs(closedAtMs);
    polled({ pollId, question, startMs: programmeMs(createdAtMs), endMs });
  }

  end(): void {
    this.#fanOut.close();
  }

  #get(pollId: string): Kept {
    const kept = this.#kept.get(pollId);
    if (kept !== undefined) return kept;
    throw guestError('poll-not-found', 'There is no such poll.', { status: 404 });
  }

  /** At a moment of the wall clock; now, where none is named. */
  #tell(pollId: string, momentMs?: number): void {
    const kept = this.#kept.get(pollId);
    if (kept === undefined) return;
    const { closedAtMs, createdAtMs } = kept.record;
    const isNew = closedAtMs === null && kept.voters.size === 0;
    const programmeMs = this.#options.programmeMs(momentMs ?? (isNew ? createdAtMs : undefined));
    this.#options.send({ name: 'poll.changed', data: { poll: this.#view(kept), programmeMs } });
  }

  #view({ record, counts }: Kept): Poll {
    const { createdAtMs, closedAtMs } = record;
    const { programmeMs } = this.#options;
    return {
      pollId: record.id,
      question: record.question,
      options: record.options.map((text, index) => ({ text, votes: counts[index] ?? 0 })),
      closed: record.state === 'closed',
      atWallMs: createdAtMs,
      programmeMs: programmeMs(createdAtMs),
      ...(closedAtMs === null ? {} : { closedProgrammeMs: programmeMs(closedAtMs) }),
    };
  }
}

import type { PollRecord, PollVoteRecord } from '#audience';
import { systemRandom } from '#kernel';
import type { RequestData, ServerEvent } from '#protocol';
import { Members } from '../../../libs/audience/src/members.js';
import { Polls } from '../../../libs/audience/src/polls/polls.js';
import { WriteBatch } from '../../../libs/audience/src/write-batch.js';
import { ManualClock } from '../kernel/manual-clock.js';

/** The polls of one show, with a store in memory and a programme whose clock is the wall's. */
export class PollsUnderTest {
  readonly clock = new ManualClock();
  readonly sent: ServerEvent[] = [];
  readonly gone = new Set<string>();
  isStoreAway = false;
  polls!: Polls;
  #records: PollRecord[] = [];
  #votes: PollVoteRecord[] = [];

  async restart(): Promise<void> {
    (this.polls as Polls | undefined)?.end();
    const store = this.#store;
    this.polls = await Polls.open({
      showId: 'shw_1',
      store,
      writeVote: new WriteBatch({ write: store.vote }),
      members: new Members(),
      clock: this.clock,
      random: systemRandom,
      programmeMs: (wallMs = this.clock.wallMs()) => wallMs,
      isPresent: (personId) => !this.gone.has(personId),
      polled: () => undefined,
      send: (event) => this.sent.push(event),
    });
  }

  create(wish: Partial<RequestData<'poll.create'>> = {}): Promise<string> {
    return this.polls.create({
      question: 'Which?',
      options: ['One', 'Two'],
      kind: 'poll',
      winners: 1,
      ...wish,
    });
  }

  /** `behindMs`: where the voter's playhead says to be; left out, the voter says nothing. */
  vote(personId: string, pollId: string, option: number, behindMs?: number): Promise<void> {
    const member = { showId: 'shw_1', personId, name: personId, role: 'viewer' } as const;
    const moment = behindMs === undefined ? {} : { programmeMs: this.clock.wallMs() - behindMs };
    return this.polls.vote(member, { pollId, option, ...moment });
  }

  /** Time passes, and what it sets off comes to its end. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  }

  readonly #store = {
    add: async (poll: PollRecord) => void this.#records.push(poll),
    list: async () => this.#counted(),
    close: async (id: string, closedAtMs: number) => {
      this.#needStore();
      this.#change(id, { state: 'closed', closedAtMs });
      return true;
    },
    reveal: async (
      id: string,
      { answer, winners, atMs }: { answer: number | null; winners: readonly string[]; atMs: number },
    ) => {
      this.#needStore();
      this.#change(id, { answer, revealedAtMs: atMs });
      this.#votes = this.#votes.map((vote) => ({ ...vote, hasWon: winners.includes(vote.voter) }));
      return true;
    },
    vote: async (some: readonly PollVoteRecord[]) => void this.#votes.push(...some),
    votesOf: async (pollId: string) => this.#votes.filter((vote) => vote.pollId === pollId),
  };

  #change(id: string, change: Partial<PollRecord>): void {
    this.#records = this.#records.map((poll) => (poll.id === id ? { ...poll, ...change } : poll));
  }

  #counted(): PollRecord[] {
    const countOf = (pollId: string, option: number) =>
      this.#votes.filter((vote) => vote.pollId === pollId && vote.option === option).length;
    return this.#records.map((poll) => ({
      ...poll,
      counts: poll.options.map((_, option) => countOf(poll.id, option)),
    }));
  }

  #needStore(): void {
    if (this.isStoreAway) throw new Error('The store is away.');
  }
}

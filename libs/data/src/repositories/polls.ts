import type { PollOutcome, PollRecord, PollsStore, PollVoteRecord } from '#audience';
import type { PrismaClient, Poll as Row } from '../generated/client.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';

function toPoll(row: Row, counts: ReadonlyMap<string, number>): PollRecord {
  return {
    id: row.id,
    showId: row.showId,
    kind: row.kind,
    question: row.question,
    options: row.options,
    state: row.state,
    counts: row.options.map((_, option) => counts.get(`${row.id} ${option}`) ?? 0),
    createdAtMs: toMs(row.createdAt),
    closedAtMs: toMsOrNull(row.closedAt),
    answer: row.answer,
    winners: row.winners,
    revealedAtMs: toMsOrNull(row.revealedAt),
  };
}

export class PollsRepository implements PollsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(poll: PollRecord): Promise<void> {
    const { id, showId, kind, question, options, state, answer, winners } = poll;
    await this.#prisma.poll.create({
      data: {
        id,
        showId,
        kind,
        question,
        options,
        state,
        createdAt: toDate(poll.createdAtMs),
        closedAt: toDateOrNull(poll.closedAtMs),
        answer,
        winners,
        revealedAt: toDateOrNull(poll.revealedAtMs),
      },
    });
  }

  async list(showId: string): Promise<PollRecord[]> {
    const rows = await this.#prisma.poll.findMany({ where: { showId }, orderBy: { position: 'asc' } });
    const groups = await this.#prisma.pollVote.groupBy({
      by: ['pollId', 'option'],
      where: { poll: { showId } },
      _count: { voter: true },
    });
    const counts = new Map(groups.map((group) => [`${group.pollId} ${group.option}`, group._count.voter]));
    return rows.map((row) => toPoll(row, counts));
  }

  async close(id: string, atMs: number): Promise<boolean> {
    const { count } = await this.#prisma.poll.updateMany({
      where: { id, state: 'open' },
      data: { state: 'closed', closedAt: toDate(atMs) },
    });
    return count > 0;
  }

  async reveal(id: string, { answer, winners, atMs }: PollOutcome): Promise<boolean> {
    const [{ count }] = await this.#prisma.$transaction([
      this.#prisma.poll.updateMany({
        where: { id, revealedAt: null },
        data: { answer, revealedAt: toDate(atMs) },
      }),
      this.#prisma.pollVote.updateMany({
        where: { pollId: id, voter: { in: [...winners] } },
        data: { hasWon: true },
      }),
    ]);
    return count > 0;
  }

  async vote(votes: readonly PollVoteRecord[], atMs: number): Promise<void> {
    const createdAt = toDate(atMs);
    await this.#prisma.pollVote.createMany({
      data: votes.map((vote) => ({ ...vote, createdAt })),
      skipDuplicates: true,
    });
  }

  async votesOf(pollId: string): Promise<PollVoteRecord[]> {
    const rows = await this.#prisma.pollVote.findMany({ where: { pollId } });
    return rows.map(({ createdAt: _stored, ...vote }) => vote);
  }
}

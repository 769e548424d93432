import type { QuestionRecord, QuestionState, QuestionsStore } from '#audience';
import type { PrismaClient, Question as Row } from '../generated/client.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';
import { toAuthor, toAuthorColumns } from './author-columns.js';

const toQuestion = (row: Row, votes: number): QuestionRecord => ({
  id: row.id,
  showId: row.showId,
  author: toAuthor(row),
  text: row.text,
  state: row.state,
  votes,
  createdAtMs: toMs(row.createdAt),
  answeredAtMs: toMsOrNull(row.answeredAt),
});

export class QuestionsRepository implements QuestionsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(questions: readonly QuestionRecord[]): Promise<void> {
    await this.#prisma.question.createMany({
      data: questions.map(({ id, showId, author, text, state, createdAtMs, answeredAtMs }) => ({
        id,
        showId,
        ...toAuthorColumns(author),
        text,
        state,
        createdAt: toDate(createdAtMs),
        answeredAt: toDateOrNull(answeredAtMs),
      })),
    });
  }

  async list(showId: string): Promise<QuestionRecord[]> {
    const rows = await this.#prisma.question.findMany({
      where: { showId },
      orderBy: { position: 'asc' },
    });
    // Counted apart: as a part of the question it would be counted for every show there is.
    const groups = await this.#prisma.questionVote.groupBy({
      by: ['questionId'],
      where: { question: { showId } },
      _count: { voter: true },
    });
    const votes = new Map(groups.map((group) => [group.questionId, group._count.voter]));
    return rows.map((row) => toQuestion(row, votes.get(row.id) ?? 0));
  }

  async setState(id: string, state: QuestionState, atMs: number): Promise<boolean> {
    const { count } = await this.#prisma.question.updateMany({
      where: { id },
      data: { state, answeredAt: state === 'answered' ? toDate(atMs) : null },
    });
    return count > 0;
  }

  async vote(votes: readonly { questionId: string; voter: string }[], atMs: number): Promise<void> {
    const createdAt = toDate(atMs);
    await this.#prisma.questionVote.createMany({
      data: votes.map((vote) => ({ ...vote, createdAt })),
      skipDuplicates: true,
    });
  }

  async unvote(questionId: string, voter: string): Promise<void> {
    await this.#prisma.questionVote.deleteMany({ where: { questionId, voter } });
  }

  votesOf(showId: string): Promise<{ questionId: string; voter: string }[]> {
    return this.#prisma.questionVote.findMany({
      where: { question: { showId } },
      select: { questionId: true, voter: true },
    });
  }
}

import type { HandRecord, HandsStore } from '#audience';
import type { PrismaClient } from '../generated/client.js';
import { toDate, toMs } from '../times.js';
import { toAuthor, toAuthorColumns } from './author-columns.js';

export class HandsRepository implements HandsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async raise(hands: readonly HandRecord[]): Promise<void> {
    await this.#prisma.hand.createMany({
      data: hands.map(({ id, showId, author, raisedAtMs }) => ({
        id,
        showId,
        ...toAuthorColumns(author),
        raisedAt: toDate(raisedAtMs),
      })),
      // One that was written although its answer was lost is written again.
      skipDuplicates: true,
    });
  }

  async lower(ids: readonly string[], atMs: number): Promise<void> {
    await this.#prisma.hand.updateMany({
      where: { id: { in: [...ids] }, loweredAt: null },
      data: { loweredAt: toDate(atMs) },
    });
  }

  async raised(showId: string): Promise<HandRecord[]> {
    const rows = await this.#prisma.hand.findMany({
      where: { showId, loweredAt: null },
      orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map((row) => ({
      id: row.id,
      showId: row.showId,
      author: toAuthor(row),
      raisedAtMs: toMs(row.raisedAt),
    }));
  }
}

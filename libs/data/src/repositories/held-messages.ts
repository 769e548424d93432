import type { HeldRecord, HeldStore } from '#audience';
import type { PrismaClient, HeldMessage as Row } from '../generated/client.js';
import { toRole, toRoleColumn } from '../role-columns.js';
import { toDate, toMs } from '../times.js';
import { toAuthor, toAuthorColumns } from './author-columns.js';
import { toCause } from './cause-column.js';

const toHeld = (row: Row): HeldRecord => ({
  id: row.id,
  showId: row.showId,
  author: { ...toAuthor(row), role: toRole(row.authorRole) },
  text: row.text,
  replyToId: row.replyToId,
  cause: toCause(row.cause),
  createdAtMs: toMs(row.createdAt),
});

export class HeldMessagesRepository implements HeldStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(messages: readonly HeldRecord[]): Promise<void> {
    await this.#prisma.heldMessage.createMany({
      data: messages.map(({ id, showId, author, text, replyToId, cause, createdAtMs }) => ({
        id,
        showId,
        ...toAuthorColumns(author),
        authorRole: toRoleColumn(author.role),
        text,
        replyToId,
        cause,
        createdAt: toDate(createdAtMs),
      })),
    });
  }

  async waiting(showId: string, limit: number): Promise<HeldRecord[]> {
    const rows = await this.#prisma.heldMessage.findMany({
      where: { showId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: limit,
    });
    return rows.map(toHeld);
  }

  async find(id: string): Promise<HeldRecord | undefined> {
    const row = await this.#prisma.heldMessage.findUnique({ where: { id } });
    return row === null ? undefined : toHeld(row);
  }

  async remove(showId: string, ids: readonly string[]): Promise<void> {
    await this.#prisma.heldMessage.deleteMany({ where: { showId, id: { in: [...ids] } } });
  }
}

import type { ChatMessageRecord, ChatStore } from '#audience';
import type { PrismaClient, ChatMessage as Row } from '../generated/client.js';
import { toRole, toRoleColumn } from '../role-columns.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';
import { toAuthor, toAuthorColumns } from './author-columns.js';
import { toCause } from './cause-column.js';
import { toEvent } from './event-column.js';

const toMessage = (row: Row): ChatMessageRecord => ({
  id: row.id,
  position: Number(row.position),
  showId: row.showId,
  author: { ...toAuthor(row), role: toRole(row.authorRole) },
  text: row.text,
  replyToId: row.replyToId,
  hiddenFor: row.hiddenFor === null ? null : toCause(row.hiddenFor),
  event: toEvent(row.event),
  createdAtMs: toMs(row.createdAt),
  programmeMs: toMsOrNull(row.programmeAt),
  deletedAtMs: toMsOrNull(row.deletedAt),
});

export class ChatRepository implements ChatStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(messages: readonly ChatMessageRecord[]): Promise<void> {
    await this.#prisma.chatMessage.createMany({
      data: messages.map(
        ({
          id,
          showId,
          author,
          text,
          replyToId,
          hiddenFor,
          event,
          createdAtMs,
          programmeMs,
          deletedAtMs,
        }) => ({
          id,
          showId,
          ...toAuthorColumns(author),
          authorRole: toRoleColumn(author.role),
          text,
          replyToId,
          hiddenFor: hiddenFor ?? null,
          event: event ?? null,
          programmeAt: toDateOrNull(programmeMs ?? null),
          createdAt: toDate(createdAtMs),
          deletedAt: toDateOrNull(deletedAtMs),
        }),
      ),
    });
  }

  async find(id: string): Promise<ChatMessageRecord | undefined> {
    const row = await this.#prisma.chatMessage.findUnique({ where: { id } });
    return row === null ? undefined : toMessage(row);
  }

  async before(showId: string, position: number | null, limit: number): Promise<ChatMessageRecord[]> {
    const rows = await this.#prisma.chatMessage.findMany({
      where: { showId, deletedAt: null, ...(position === null ? {} : { position: { lt: position } }) },
      orderBy: { position: 'desc' },
      take: limit,
    });
    return rows.reverse().map(toMessage);
  }

  async between(showId: string, fromMs: number, toMs: number, limit: number): Promise<ChatMessageRecord[]> {
    const rows = await this.#prisma.chatMessage.findMany({
      where: { showId, deletedAt: null, createdAt: { gte: toDate(fromMs), lt: toDate(toMs) } },
      orderBy: [{ createdAt: 'asc' }, { position: 'asc' }],
      take: limit,
    });
    return rows.map(toMessage);
  }

  async after(showId: string, position: number, limit: number): Promise<ChatMessageRecord[]> {
    const rows = await this.#prisma.chatMessage.findMany({
      where: { showId, position: { gt: position } },
      orderBy: { position: 'asc' },
      take: limit,
    });
    return rows.map(toMessage);
  }

  async deviceOf(showId: string, authorId: string): Promise<string | null> {
    const row = await this.#prisma.chatMessage.findFirst({
      where: { showId, authorId, deviceHash: { not: null } },
      orderBy: { position: 'desc' },
      select: { deviceHash: true },
    });
    return row?.deviceHash ?? null;
  }

  async remove(showId: string, ids: readonly string[], by: string, atMs: number): Promise<string[]> {
    const rows = await this.#prisma.chatMessage.updateManyAndReturn({
      where: { showId, id: { in: [...ids] }, deletedAt: null },
      data: { deletedAt: toDate(atMs), deletedBy: by },
      select: { id: true },
    });
    return rows.map((row) => row.id);
  }

  async removeAllOf(
    showId: string,
    author: { id: string; deviceHash: string | null },
    by: string,
    atMs: number,
  ): Promise<string[]> {
    const device = author.deviceHash === null ? [] : [{ deviceHash: author.deviceHash }];
    const rows = await this.#prisma.chatMessage.updateManyAndReturn({
      where: { showId, deletedAt: null, OR: [{ authorId: author.id }, ...device] },
      data: { deletedAt: toDate(atMs), deletedBy: by },
      select: { id: true },
    });
    return rows.map((row) => row.id);
  }
}

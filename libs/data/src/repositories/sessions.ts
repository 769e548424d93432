import type { Person, SessionRecord, SessionsStore } from '#control';
import type { PersonId } from '#kernel';
import type { PrismaClient, Session as Row } from '../generated/client.js';
import { toDate, toMs } from '../times.js';
import { toPerson } from './people.js';

const toSession = (row: Row): SessionRecord => ({
  id: row.id,
  personId: row.personId as PersonId,
  userAgent: row.userAgent,
  createdAtMs: toMs(row.createdAt),
  lastSeenAtMs: toMs(row.lastSeenAt),
  expiresAtMs: toMs(row.expiresAt),
});

export class SessionsRepository implements SessionsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async create(session: SessionRecord & { tokenHash: string }): Promise<void> {
    const { createdAtMs, lastSeenAtMs, expiresAtMs, ...data } = session;
    await this.#prisma.session.create({
      data: {
        ...data,
        createdAt: toDate(createdAtMs),
        lastSeenAt: toDate(lastSeenAtMs),
        expiresAt: toDate(expiresAtMs),
      },
    });
  }

  async findByHash(tokenHash: string): Promise<{ session: SessionRecord; person: Person } | undefined> {
    const row = await this.#prisma.session.findUnique({ where: { tokenHash }, include: { person: true } });
    return row === null ? undefined : { session: toSession(row), person: toPerson(row.person) };
  }

  async touch(id: string, nowMs: number): Promise<void> {
    await this.#prisma.session.updateMany({ where: { id }, data: { lastSeenAt: toDate(nowMs) } });
  }

  async listOf(personId: string): Promise<SessionRecord[]> {
    const rows = await this.#prisma.session.findMany({
      where: { personId },
      orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
      take: 100,
    });
    return rows.map(toSession);
  }

  async remove(personId: string, id: string): Promise<boolean> {
    const { count } = await this.#prisma.session.deleteMany({ where: { id, personId } });
    return count > 0;
  }

  async removeAllOf(personId: string): Promise<number> {
    const { count } = await this.#prisma.session.deleteMany({ where: { personId } });
    return count;
  }

  async removeExpired(nowMs: number): Promise<number> {
    const { count } = await this.#prisma.session.deleteMany({ where: { expiresAt: { lte: toDate(nowMs) } } });
    return count;
  }
}

import type { BanRecord, BansStore } from '#audience';
import type { PrismaClient, Ban as Row } from '../generated/client.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';

const toBan = (row: Row): BanRecord => ({
  id: row.id,
  showId: row.showId,
  kind: row.kind,
  subjectId: row.subjectId,
  deviceHash: row.deviceHash,
  name: row.name,
  reason: row.reason,
  byId: row.byId,
  byName: row.byName,
  createdAtMs: toMs(row.createdAt),
  expiresAtMs: toMsOrNull(row.expiresAt),
});

export class BansRepository implements BansStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(ban: BanRecord): Promise<void> {
    const { createdAtMs, expiresAtMs, ...data } = ban;
    await this.#prisma.ban.create({
      data: { ...data, createdAt: toDate(createdAtMs), expiresAt: toDateOrNull(expiresAtMs) },
    });
  }

  async active(showId: string, nowMs: number): Promise<BanRecord[]> {
    const rows = await this.#prisma.ban.findMany({
      where: { showId, liftedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: toDate(nowMs) } }] },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    return rows.map(toBan);
  }

  async lift(showId: string, id: string, atMs: number): Promise<BanRecord | undefined> {
    const [row] = await this.#prisma.ban.updateManyAndReturn({
      where: { id, showId, liftedAt: null },
      data: { liftedAt: toDate(atMs) },
    });
    return row === undefined ? undefined : toBan(row);
  }
}

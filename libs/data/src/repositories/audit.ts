import type { AuditFilter, AuditRecord, AuditStore } from '#audience';
import type { Prisma, PrismaClient, AuditEntry as Row } from '../generated/client.js';
import { literally } from '../literally.js';
import { toDate, toMs } from '../times.js';

const toAudit = (row: Row): AuditRecord => ({
  id: row.id,
  position: Number(row.position),
  showId: row.showId,
  actorKind: row.actorKind,
  actorId: row.actorId,
  actorName: row.actorName,
  action: row.action,
  targetId: row.targetId,
  details: row.details as Record<string, unknown>,
  createdAtMs: toMs(row.createdAt),
});

const named = (action: string) => [{ action }, { action: { startsWith: `${action}.` } }];

export class AuditRepository implements AuditStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(entries: readonly AuditRecord[]): Promise<void> {
    await this.#prisma.auditEntry.createMany({
      data: entries.map(({ position: _unset, createdAtMs, details, ...entry }) => ({
        ...entry,
        details: details as Prisma.InputJsonObject,
        createdAt: toDate(createdAtMs),
      })),
    });
  }

  async list(
    { actions, actorName, ...of }: AuditFilter,
    before: number | null,
    limit: number,
  ): Promise<AuditRecord[]> {
    const rows = await this.#prisma.auditEntry.findMany({
      where: {
        ...of,
        ...(actions === undefined ? {} : { OR: actions.flatMap(named) }),
        ...(actorName === undefined
          ? {}
          : { actorName: { contains: literally(actorName), mode: 'insensitive' as const } }),
        ...(before === null ? {} : { position: { lt: before } }),
      },
      orderBy: { position: 'desc' },
      take: limit,
    });
    return rows.map(toAudit);
  }
}

import type { TicketRole } from '#access';
import type { RoleGrantsStore } from '#control';
import type { PrismaClient, ShowRole } from '../generated/client.js';
import { toRole, toRoleColumn } from '../role-columns.js';
import { toDate, toMs } from '../times.js';

type Grant = Parameters<RoleGrantsStore['grant']>[0];

export class RoleGrantsRepository implements RoleGrantsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async grant({ showId, personId, role, nowMs }: Grant): Promise<void> {
    await this.#write(showId, personId, {
      role: toRoleColumn(role),
      grantedAt: toDate(nowMs),
      loweredAt: null,
    });
  }

  async lower({ showId, personId, role, nowMs }: Grant): Promise<void> {
    const at = toDate(nowMs);
    await this.#write(showId, personId, { role: toRoleColumn(role), grantedAt: at, loweredAt: at });
  }

  async #write(
    showId: string,
    personId: string,
    data: { role: ShowRole; grantedAt: Date; loweredAt: Date | null },
  ): Promise<void> {
    await this.#prisma.roleGrant.upsert({
      where: { showId_personId: { showId, personId } },
      create: { showId, personId, ...data },
      update: data,
    });
  }

  async findLowered(
    showId: string,
    personId: string,
  ): Promise<{ role: TicketRole; atMs: number } | undefined> {
    const row = await this.#prisma.roleGrant.findUnique({ where: { showId_personId: { showId, personId } } });
    if (row === null || row.loweredAt === null) return undefined;
    return { role: toRole(row.role) as TicketRole, atMs: toMs(row.loweredAt) };
  }

  async find(showId: string, personId: string): Promise<TicketRole | undefined> {
    const row = await this.#prisma.roleGrant.findUnique({ where: { showId_personId: { showId, personId } } });
    return row === null ? undefined : (toRole(row.role) as TicketRole);
  }
}

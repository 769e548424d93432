import type { TicketRole } from '#access';
import type { RoleGrantsStore } from '#control';
import type { PrismaClient } from '../generated/client.js';
import { toRole, toRoleColumn } from '../role-columns.js';
import { toDate } from '../times.js';

export class RoleGrantsRepository implements RoleGrantsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async grant({ showId, personId, role, nowMs }: Parameters<RoleGrantsStore['grant']>[0]): Promise<void> {
    const data = { role: toRoleColumn(role), grantedAt: toDate(nowMs) };
    await this.#prisma.roleGrant.upsert({
      where: { showId_personId: { showId, personId } },
      create: { showId, personId, ...data },
      update: data,
    });
  }

  async find(showId: string, personId: string): Promise<TicketRole | undefined> {
    const row = await this.#prisma.roleGrant.findUnique({ where: { showId_personId: { showId, personId } } });
    return row === null ? undefined : (toRole(row.role) as TicketRole);
  }
}

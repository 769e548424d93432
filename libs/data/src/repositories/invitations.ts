import type { Invitation, InvitationFilter, InvitationsStore } from '#control';
import type { Page, PageRequest } from '#show';
import type { PrismaClient, Invitation as Row } from '../generated/client.js';
import { beyond, NEWEST_FIRST, take, toPage } from '../paging.js';
import { toRole, toRoleColumn } from '../role-columns.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';

const toInvitation = (row: Row): Invitation => ({
  id: row.id,
  role: toRole(row.role),
  showId: row.showId,
  name: row.name,
  createdById: row.createdById,
  createdBySubject: row.createdBySubject,
  maxUses: row.maxUses,
  uses: row.uses,
  createdAtMs: toMs(row.createdAt),
  expiresAtMs: toMs(row.expiresAt),
  revokedAtMs: toMsOrNull(row.revokedAt),
});

export class InvitationsRepository implements InvitationsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async create(invitation: Invitation & { tokenHash: string }): Promise<void> {
    const { createdAtMs, expiresAtMs, revokedAtMs, ...data } = invitation;
    await this.#prisma.invitation.create({
      data: {
        ...data,
        role: toRoleColumn(data.role),
        createdAt: toDate(createdAtMs),
        expiresAt: toDate(expiresAtMs),
        revokedAt: toDateOrNull(revokedAtMs),
      },
    });
  }

  async find(id: string): Promise<Invitation | undefined> {
    const row = await this.#prisma.invitation.findUnique({ where: { id } });
    return row === null ? undefined : toInvitation(row);
  }

  async findByHash(tokenHash: string): Promise<Invitation | undefined> {
    const row = await this.#prisma.invitation.findUnique({ where: { tokenHash } });
    return row === null ? undefined : toInvitation(row);
  }

  async use(id: string, nowMs: number): Promise<boolean> {
    const counted = await this.#prisma.$executeRaw`
      UPDATE "Invitation" SET "uses" = "uses" + 1
      WHERE "id" = ${id} AND "revokedAt" IS NULL AND "expiresAt" > ${toDate(nowMs)}
        AND ("maxUses" IS NULL OR "uses" < "maxUses")`;
    return counted === 1;
  }

  async list(filter: InvitationFilter, page: PageRequest): Promise<Page<Invitation>> {
    const rows = await this.#prisma.invitation.findMany({
      where: { ...filter, ...beyond(page) },
      orderBy: NEWEST_FIRST,
      take: take(page),
    });
    return toPage(rows, page, toInvitation);
  }

  async revoke(id: string, nowMs: number): Promise<boolean> {
    const { count } = await this.#prisma.invitation.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: toDate(nowMs) },
    });
    return count > 0;
  }

  async revokeOwnerLinks(nowMs: number): Promise<void> {
    await this.#prisma.invitation.updateMany({
      where: { role: 'owner', revokedAt: null },
      data: { revokedAt: toDate(nowMs) },
    });
  }
}

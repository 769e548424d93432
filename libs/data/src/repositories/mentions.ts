import type { PrismaClient } from '../generated/client.js';

export const NAME_OF_NOBODY = 'Deleted';

/**
 * Where others' records speak of a person who is erased: what the log, the bans and the events for webhooks say of
 * them. A ban keeps the id that it is about, since without it there would be none. Reads whole tables: erasures are rare.
 */
export function forgetMentions(prisma: PrismaClient, id: string) {
  const quoted = JSON.stringify(id);
  return [
    prisma.roleGrant.deleteMany({ where: { personId: id } }),
    // Nobody answers for them any more.
    prisma.$executeRaw`UPDATE "Invitation" SET "revokedAt" = COALESCE("revokedAt", now()),
      "createdById" = NULL, "createdBySubject" = NULL WHERE ${id} IN ("createdById", "createdBySubject")`,
    prisma.auditEntry.updateMany({ where: { actorId: id }, data: { actorName: NAME_OF_NOBODY } }),
    prisma.auditEntry.updateMany({ where: { targetId: id }, data: { targetId: null } }),
    prisma.$executeRaw`UPDATE "AuditEntry" SET "details" = '{}' WHERE position(${quoted} in "details"::text) > 0`,
    prisma.ban.updateMany({ where: { subjectId: id }, data: { name: NAME_OF_NOBODY } }),
    prisma.ban.updateMany({ where: { byId: id }, data: { byName: NAME_OF_NOBODY } }),
    prisma.siteBan.updateMany({ where: { subjectId: id }, data: { name: NAME_OF_NOBODY } }),
    prisma.siteBan.updateMany({ where: { byId: id }, data: { byName: NAME_OF_NOBODY } }),
    // The entry without the person belongs to the show.
    prisma.appearance.updateMany({ where: { personId: id }, data: { personId: null, name: NAME_OF_NOBODY } }),
    prisma.$executeRaw`DELETE FROM "WebhookEvent" WHERE position(${quoted} in "payload"::text) > 0`,
    prisma.$executeRaw`DELETE FROM "IdempotencyKey" WHERE position(${quoted} in "body"::text) > 0`,
  ];
}

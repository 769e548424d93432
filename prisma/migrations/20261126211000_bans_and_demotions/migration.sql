-- The kind of a ban is one of two words: the database refuses any other.
CREATE TYPE "BanKind" AS ENUM ('timeout', 'ban');
UPDATE "Ban" SET "kind" = 'ban' WHERE "kind" NOT IN ('timeout', 'ban');
ALTER TABLE "Ban" ALTER COLUMN "kind" TYPE "BanKind" USING "kind"::"BanKind";
-- When a role was taken away: tickets from before are worth the lower role.
ALTER TABLE "RoleGrant" ADD COLUMN "loweredAt" TIMESTAMP(3);

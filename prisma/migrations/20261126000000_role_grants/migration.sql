-- Who was given a role above guest in a show, so that the rule of rank can be asked about anybody; and whose ticket
-- wrote an invitation, so that it ends with the role of its writer.
CREATE TABLE "RoleGrant" (
    "showId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "grantedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("showId","personId")
);
CREATE INDEX "RoleGrant_personId_idx" ON "RoleGrant"("personId");
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Invitation" ADD COLUMN "createdBySubject" TEXT;
CREATE INDEX "Invitation_createdBySubject_idx" ON "Invitation"("createdBySubject");

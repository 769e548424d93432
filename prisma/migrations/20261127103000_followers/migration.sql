-- Who wants to be told when shows begin, and which shows have been told of. Only added.
CREATE TABLE "Follower" (
    "id" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "push" JSONB,
    "language" TEXT NOT NULL,
    "askedAt" TIMESTAMP(3) NOT NULL,
    "confirmedAt" TIMESTAMP(3),

    CONSTRAINT "Follower_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Announcement" (
    "showId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "afterAddress" TEXT NOT NULL DEFAULT '',
    "leaseUntil" TIMESTAMP(3) NOT NULL,
    "isDone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("showId")
);
CREATE UNIQUE INDEX "Follower_address_of_key" ON "Follower"("address", "of");
CREATE INDEX "Follower_askedAt_idx" ON "Follower"("askedAt");
CREATE INDEX "Announcement_isDone_createdAt_idx" ON "Announcement"("isDone", "createdAt");
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Messages that wait for a moderator, those that are folded, and bans from the whole site. Only added.
ALTER TABLE "ChatMessage" ADD COLUMN "hiddenFor" TEXT;
ALTER TABLE "ChatMessage" ADD COLUMN "programmeAt" TIMESTAMP(3);
CREATE INDEX "ChatMessage_showId_createdAt_idx" ON "ChatMessage"("showId", "createdAt");
CREATE TABLE "HeldMessage" (
    "id" TEXT NOT NULL,
    "showId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "authorRole" "ShowRole" NOT NULL,
    "deviceHash" TEXT,
    "text" TEXT NOT NULL,
    "replyToId" TEXT,
    "cause" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "HeldMessage_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SiteBan" (
    "id" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "deviceHash" TEXT,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SiteBan_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "HeldMessage_showId_createdAt_id_idx" ON "HeldMessage"("showId", "createdAt", "id");
CREATE INDEX "HeldMessage_authorId_idx" ON "HeldMessage"("authorId");
CREATE INDEX "HeldMessage_deviceHash_idx" ON "HeldMessage"("deviceHash");
CREATE INDEX "HeldMessage_createdAt_idx" ON "HeldMessage"("createdAt");
CREATE INDEX "SiteBan_createdAt_id_idx" ON "SiteBan"("createdAt", "id");
CREATE INDEX "SiteBan_subjectId_idx" ON "SiteBan"("subjectId");
CREATE INDEX "SiteBan_deviceHash_idx" ON "SiteBan"("deviceHash");
ALTER TABLE "HeldMessage" ADD CONSTRAINT "HeldMessage_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

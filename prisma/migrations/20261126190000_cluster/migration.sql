-- Who runs what in a cluster of nodes, and which nodes there are. Unused by a single node.
CREATE TABLE "Ownership" (
    "thing" TEXT NOT NULL,
    "ownerId" TEXT,
    "epoch" INTEGER NOT NULL,
    CONSTRAINT "Ownership_pkey" PRIMARY KEY ("thing")
);
CREATE INDEX "Ownership_ownerId_idx" ON "Ownership"("ownerId");
CREATE TABLE "Node" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "shows" INTEGER NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Node_pkey" PRIMARY KEY ("id")
);

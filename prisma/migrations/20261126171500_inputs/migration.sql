-- Where encoders send to: each input of a show has a key, which is kept sealed so that a host can copy it again, and a
-- token, of which only the hash is kept.
CREATE TYPE "InputAs" AS ENUM ('guest', 'programme', 'backup');
CREATE TABLE "Input" (
    "id" TEXT NOT NULL,
    "showId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "as" "InputAs" NOT NULL,
    "onStage" BOOLEAN NOT NULL,
    "keyHash" TEXT NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Input_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Input_keyHash_key" ON "Input"("keyHash");
CREATE INDEX "Input_showId_createdAt_id_idx" ON "Input"("showId", "createdAt", "id");
ALTER TABLE "Input" ADD CONSTRAINT "Input_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

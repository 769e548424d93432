-- Where shows are sent on to. Stream keys are sealed: the database alone does not open them.
CREATE TABLE "Output" (
    "id" TEXT NOT NULL,
    "showId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "preset" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Output_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Output_showId_createdAt_id_idx" ON "Output"("showId", "createdAt", "id");
ALTER TABLE "Output" ADD CONSTRAINT "Output_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- How a show is recorded, and the queue of work on recordings.
ALTER TABLE "Show" ADD COLUMN "recording" JSONB NOT NULL DEFAULT '{}';

CREATE TYPE "JobState" AS ENUM ('waiting', 'running', 'finished', 'failed', 'cancelled');
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "showId" TEXT NOT NULL,
    "recordingId" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "state" "JobState" NOT NULL,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "runAfter" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Job_key_key" ON "Job"("key");
CREATE INDEX "Job_state_runAfter_createdAt_idx" ON "Job"("state", "runAfter", "createdAt");
CREATE INDEX "Job_showId_createdAt_id_idx" ON "Job"("showId", "createdAt", "id");
CREATE INDEX "Job_recordingId_idx" ON "Job"("recordingId");
ALTER TABLE "Job" ADD CONSTRAINT "Job_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

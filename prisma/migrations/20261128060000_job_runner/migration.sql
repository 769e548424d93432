-- Who does a job: one start of a node. Only added.
ALTER TABLE "Job" ADD COLUMN "runnerId" TEXT;

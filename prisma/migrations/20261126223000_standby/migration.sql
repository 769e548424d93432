-- A show may name how it outlives its node; a node may take no shows; an owner may have a standby in step.
-- Columns are only added: nodes of the version before read and write on.
ALTER TABLE "Show" ADD COLUMN "resilience" TEXT NOT NULL DEFAULT 'none';
ALTER TABLE "Node" ADD COLUMN "takesShows" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "Ownership" ADD COLUMN "standby" TEXT;

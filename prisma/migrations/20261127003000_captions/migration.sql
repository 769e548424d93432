-- A show may have captions, by language. Columns are only added: nodes of the version before read and write on.
ALTER TABLE "Show" ADD COLUMN "captions" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- What has changed of what each node of a cluster follows, so that nodes read nothing again that is as it was. Only added.
CREATE TABLE "Change" (
    "thing" TEXT NOT NULL,
    "transaction" BIGINT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("thing")
);
CREATE INDEX "Change_transaction_idx" ON "Change"("transaction");
CREATE INDEX "Change_changedAt_idx" ON "Change"("changedAt");

-- By triggers: a node of the version before, which knows nothing of this table, writes here as well.
CREATE FUNCTION "noteChange"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed TEXT;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  IF TG_TABLE_NAME = 'Ownership' THEN
    IF TG_OP = 'DELETE' THEN changed := OLD."thing"; ELSE changed := NEW."thing"; END IF;
  ELSIF TG_TABLE_NAME = 'Show' THEN
    IF TG_OP = 'DELETE' THEN changed := OLD."id"; ELSE changed := NEW."id"; END IF;
  ELSE
    IF TG_OP = 'DELETE' THEN changed := OLD."showId"; ELSE changed := NEW."showId"; END IF;
  END IF;
  INSERT INTO "Change" ("thing", "transaction", "changedAt")
  VALUES (TG_TABLE_NAME || ' ' || changed, txid_current(), clock_timestamp() AT TIME ZONE 'UTC')
  ON CONFLICT ("thing") DO UPDATE
  SET "transaction" = EXCLUDED."transaction", "changedAt" = EXCLUDED."changedAt";
  RETURN NULL;
END;
$$;
CREATE TRIGGER "Ownership_change" AFTER INSERT OR UPDATE OR DELETE ON "Ownership" FOR EACH ROW EXECUTE FUNCTION "noteChange"();
CREATE TRIGGER "Show_change" AFTER INSERT OR UPDATE OR DELETE ON "Show" FOR EACH ROW EXECUTE FUNCTION "noteChange"();
CREATE TRIGGER "Ban_change" AFTER INSERT OR UPDATE OR DELETE ON "Ban" FOR EACH ROW EXECUTE FUNCTION "noteChange"();

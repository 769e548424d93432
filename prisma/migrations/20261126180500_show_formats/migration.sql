-- The formats that a show's hosts chose, the main one first. Shows of before have what the site is set to.
ALTER TABLE "Show" ADD COLUMN "formats" JSONB;

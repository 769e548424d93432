-- Who was on the stage of a show, from when to when. Only added.
CREATE TABLE "Appearance" (
    "id" TEXT NOT NULL,
    "showId" TEXT NOT NULL,
    "personId" TEXT,
    "name" TEXT NOT NULL,
    "role" "ShowRole" NOT NULL,
    "fromAt" TIMESTAMP(3) NOT NULL,
    "fromProgramme" TIMESTAMP(3) NOT NULL,
    "untilAt" TIMESTAMP(3) NOT NULL,
    "untilProgramme" TIMESTAMP(3) NOT NULL,
    "isOver" BOOLEAN NOT NULL,

    CONSTRAINT "Appearance_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Appearance_showId_fromAt_id_idx" ON "Appearance"("showId", "fromAt", "id");
CREATE INDEX "Appearance_personId_idx" ON "Appearance"("personId");
CREATE INDEX "Appearance_untilAt_idx" ON "Appearance"("untilAt");
ALTER TABLE "Appearance" ADD CONSTRAINT "Appearance_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

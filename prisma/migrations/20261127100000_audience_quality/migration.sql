-- What players report of their viewers, as histograms. Only added; a node of the version before writes none.
CREATE TABLE "AudienceQuality" (
    "showId" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "groups" JSONB NOT NULL,

    CONSTRAINT "AudienceQuality_pkey" PRIMARY KEY ("showId","node")
);
ALTER TABLE "AudienceQuality" ADD CONSTRAINT "AudienceQuality_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

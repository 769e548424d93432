-- What hosts prepare for a show: scenes by name, and images and slides that scenes show.
CREATE TYPE "MediaKind" AS ENUM ('image', 'slides');

CREATE TABLE "Scene" (
    "id" TEXT NOT NULL,
    "showId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Scene_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Scene_showId_position_id_idx" ON "Scene"("showId", "position", "id");
ALTER TABLE "Scene" ADD CONSTRAINT "Scene_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "MediaItem" (
    "id" TEXT NOT NULL,
    "showId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "MediaKind" NOT NULL,
    "pages" TEXT[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MediaItem_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "MediaItem_showId_createdAt_id_idx" ON "MediaItem"("showId", "createdAt", "id");
ALTER TABLE "MediaItem" ADD CONSTRAINT "MediaItem_showId_fkey" FOREIGN KEY ("showId") REFERENCES "Show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

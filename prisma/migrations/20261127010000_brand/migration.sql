-- What a show looks like by itself: colour, typeface, language, logo, background, frame and its banners.
-- A column is only added: nodes of the version before read and write on.
ALTER TABLE "Show" ADD COLUMN "brand" JSONB NOT NULL DEFAULT '{}';

-- A node may be asked to give its shows away: each review reads it. Only added; a node of the version before does not ask.
ALTER TABLE "Node" ADD COLUMN "drainAsked" BOOLEAN NOT NULL DEFAULT false;

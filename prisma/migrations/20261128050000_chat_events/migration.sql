-- What happened to a person, between what is said. Only added.
ALTER TABLE "ChatMessage" ADD COLUMN "event" TEXT;

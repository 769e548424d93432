-- Quizzes, predictions and giveaways are polls with an outcome, whose votes have names.
-- Columns are only added: nodes of the version before read and write on.
CREATE TYPE "PollKind" AS ENUM ('poll', 'quiz', 'prediction', 'giveaway');
ALTER TABLE "Poll" ADD COLUMN "kind" "PollKind" NOT NULL DEFAULT 'poll';
ALTER TABLE "Poll" ADD COLUMN "answer" INTEGER;
ALTER TABLE "Poll" ADD COLUMN "winners" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Poll" ADD COLUMN "revealedAt" TIMESTAMP(3);
ALTER TABLE "PollVote" ADD COLUMN "personId" TEXT NOT NULL DEFAULT '';
ALTER TABLE "PollVote" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "PollVote" ADD COLUMN "tookMs" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "PollVote" ADD COLUMN "hasWon" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "PollVote_personId_idx" ON "PollVote"("personId");

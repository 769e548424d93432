-- What a live show needs after a restart is in its log and in the settings; nothing has read this for long.
ALTER TABLE "Show" DROP COLUMN "resume";

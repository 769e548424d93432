-- Roles, states and visibility are words of closed lists: the database refuses any other. Rows keep their words; an
-- index that stands on such a column is built again by the change of its type.
CREATE TYPE "SiteRole" AS ENUM ('owner', 'host');
CREATE TYPE "ShowRole" AS ENUM ('host', 'co-host', 'moderator', 'guest', 'candidate', 'viewer');
CREATE TYPE "InvitationRole" AS ENUM ('owner', 'host', 'co-host', 'moderator', 'guest', 'viewer');
CREATE TYPE "Visibility" AS ENUM ('public', 'unlisted', 'private');
CREATE TYPE "ShowState" AS ENUM ('draft', 'scheduled', 'backstage', 'live', 'ended', 'failed');
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'delivered', 'failed');
CREATE TYPE "QuestionState" AS ENUM ('open', 'answered', 'hidden');
CREATE TYPE "PollState" AS ENUM ('open', 'closed');
-- The author's role was any text: a word that is no role of a show is shown as a viewer's.
UPDATE "ChatMessage" SET "authorRole" = 'viewer' WHERE "authorRole" NOT IN ('host', 'co-host', 'moderator', 'guest', 'candidate', 'viewer');
ALTER TABLE "Person" ALTER COLUMN "role" TYPE "SiteRole" USING "role"::"SiteRole";
ALTER TABLE "Invitation" ALTER COLUMN "role" TYPE "InvitationRole" USING "role"::"InvitationRole";
ALTER TABLE "RoleGrant" ALTER COLUMN "role" TYPE "ShowRole" USING "role"::"ShowRole";
ALTER TABLE "Show" ALTER COLUMN "visibility" TYPE "Visibility" USING "visibility"::"Visibility";
ALTER TABLE "Show" ALTER COLUMN "state" TYPE "ShowState" USING "state"::"ShowState";
ALTER TABLE "WebhookDelivery" ALTER COLUMN "state" TYPE "DeliveryState" USING "state"::"DeliveryState";
ALTER TABLE "Question" ALTER COLUMN "state" TYPE "QuestionState" USING "state"::"QuestionState";
ALTER TABLE "Poll" ALTER COLUMN "state" TYPE "PollState" USING "state"::"PollState";
ALTER TABLE "ChatMessage" ALTER COLUMN "authorRole" TYPE "ShowRole" USING "authorRole"::"ShowRole";

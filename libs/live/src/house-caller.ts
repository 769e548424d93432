import type { Caller } from '#signaling';
import type { StageDesks } from '#stage';
import type { StageCommands } from './live-floor.js';

/** The house itself, speaking with a host's rights for a back end that showed its key. */
const houseCaller = (showId: string): Caller => ({
  showId,
  personId: 'house',
  tabId: 'house',
  name: 'Proscenium',
  role: 'host',
});

/** What REST asks of people on a stage, said to the desks that pages speak to. */
export function stageCommands({ moderation, promotion }: StageDesks): StageCommands {
  return {
    promote: async (showId, personId) => {
      await promotion.invite(houseCaller(showId), personId);
    },
    demote: (showId, participantId) => promotion.sendBack(houseCaller(showId), participantId),
    setMuted: (showId, participantId, source, muted) =>
      moderation.setMuted(houseCaller(showId), participantId, source, muted),
    remove: (showId, participantId) => moderation.remove(houseCaller(showId), participantId),
  };
}

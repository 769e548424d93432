import type { StageCaller, StageServices } from '#stage';
import type { StageCommands } from './live-shows-service.js';

/** The server itself, for a request that came by REST: the rank of who asked was checked there. */
const serverCaller = (showId: string): StageCaller => ({
  showId,
  personId: 'server',
  tabId: 'server',
  name: 'Proscenium',
  role: 'host',
  rank: 'site-owner',
});

/** What REST asks of people on a stage, said to the services that pages speak to. */
export function stageCommands({ moderation, promotion }: StageServices): StageCommands {
  return {
    promote: async (showId, personId) => {
      await promotion.invite(serverCaller(showId), personId);
    },
    demote: (showId, participantId) => promotion.sendBack(serverCaller(showId), participantId),
    setMuted: (showId, participantId, source, muted) =>
      moderation.setMuted(serverCaller(showId), participantId, source, muted),
    remove: (showId, participantId) => moderation.remove(serverCaller(showId), participantId),
  };
}

import type { Log, ShowId } from '#kernel';
import type { LiveShowsService } from './live-shows-service.js';
import type { OpenShows } from './open-shows.js';

export interface EndBannedOptions {
  shows: OpenShows;
  live: Pick<LiveShowsService, 'remove'>;
  log: Log;
}

/** A ban removes every participant on that device from the stage; their sockets are closed already. */
export function endBanned(
  { shows, live, log }: EndBannedOptions,
  showId: string,
  personIds: readonly string[],
): void {
  const participants = shows.find(showId)?.stage.participants ?? [];
  for (const { view } of participants.filter(({ view }) => personIds.includes(view.personId))) {
    live.remove(showId as ShowId, view.participantId).catch((error) => {
      log.warn('live.ban | the participant was gone already', { showId, error });
    });
  }
}

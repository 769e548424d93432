import type { Log, ShowId } from '#kernel';
import type { Participant } from '#stage';
import type { LiveShowsService } from './live-shows-service.js';
import type { OpenShow } from './open-show.js';
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

export interface EndKeptBannedOptions {
  isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean>;
  live: Pick<LiveShowsService, 'remove'>;
  log: Log;
}

/**
 * The same for a ban that was given while the show had no owner, or by one that did not live to carry it out: media of
 * pages at other nodes has run on. Who enters by themselves is judged by their ticket.
 */
export function endKeptBanned(
  { isBanned, live, log }: EndKeptBannedOptions,
  { showId, stage }: Pick<OpenShow, 'showId' | 'stage'>,
): void {
  const review = async ({ participantId, personId, isConnected }: Participant): Promise<void> => {
    if (isConnected || !(await isBanned(showId, { subject: personId, deviceHash: null }))) return;
    await live.remove(showId as ShowId, participantId);
  };
  const tryReview = (participant: Participant): void => {
    review(participant).catch((error) => log.warn('live.ban | not judged', { showId, error }));
  };
  for (const participant of stage.participants) tryReview(participant);
  stage.events.on('participant-joined', tryReview);
}

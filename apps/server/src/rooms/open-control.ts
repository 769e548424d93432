import type { Audience } from '#audience';
import { ControlPlane, type ShowRanks } from '#control';
import type { Database } from '#data';
import type { Log, ShowId } from '#kernel';
import { FailureRecorder, type LiveFloor, type OpenShows, TimeLimit } from '#live';
import type { Pictures } from '#show';
import type { RoomsOptions } from './rooms-options.js';

const MINUTE_MS = 60_000;

/** People, shows and tickets, and what a ban does to the stage. */
export async function openControl(
  { config, clock, log, lifetime }: RoomsOptions,
  parts: {
    database: Database;
    audience: Audience;
    ranks: ShowRanks;
    shows: OpenShows;
    live: LiveFloor;
    pictures: Pictures;
  },
): Promise<ControlPlane> {
  const { database, audience, ranks, shows, live, pictures } = parts;
  const control = await ControlPlane.create({
    stores: database.repositories,
    live,
    audience,
    ranks,
    pictures,
    clock,
    log,
    publicUrl: config.publicUrl,
    profile: config.delivery.profile,
    playbackLifetimeMs: config.delivery.playbackMinutes * MINUTE_MS,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
  });
  lifetime.adopt(() => control.close());
  const limit = new TimeLimit({
    live: () => shows.all.filter(({ view }) => view.state === 'live').map(({ showId }) => showId),
    store: database.repositories.shows,
    end: (showId) => control.shows.end(showId),
    clock,
    log,
  });
  lifetime.adopt(() => limit.close());
  audience.moderation.events.on('banned', ({ showId, personIds }) => {
    endSeats(shows, live, showId, personIds, log);
  });
  return control;
}

/** A show that the running side gave up is stored as failed. */
export function recordFailures(
  { clock, log, lifetime }: RoomsOptions,
  shows: OpenShows,
  control: ControlPlane,
): void {
  const record = (showId: string, reason: string) => control.shows.fail(showId, reason);
  const failures = new FailureRecorder({ record, clock, log });
  lifetime.adopt(() => failures.close());
  shows.events.on('failed', ({ showId, reason }) => failures.add(showId, reason));
}

/** A show that is closed takes its audience's memory along. */
export function releaseForgotten(shows: OpenShows, audience: Audience, log: Log): void {
  shows.events.on('forgotten', ({ showId }) => {
    audience.release(showId).catch((error) => log.warn('live.forget | failed', { showId, error }));
  });
}

/** A ban ends the seats of everybody on that device; their sockets are closed already. */
function endSeats(
  shows: OpenShows,
  live: LiveFloor,
  showId: string,
  personIds: readonly string[],
  log: Log,
): void {
  const seats = shows.find(showId)?.stage.participants ?? [];
  for (const { view } of seats.filter((seat) => personIds.includes(seat.view.personId))) {
    live.remove(showId as ShowId, view.participantId).catch((error) => {
      log.warn('server.ban | a seat was gone already', { showId, error });
    });
  }
}

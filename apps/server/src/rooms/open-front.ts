import { join } from 'node:path';
import type { Audience } from '#audience';
import type { ControlPlane } from '#control';
import type { Database } from '#data';
import { runFolder } from '#kernel';
import { FrontDirectory, type OpenShows } from '#live';
import { FrontConnection } from '#origin';
import { bannedMarks } from '#show';
import { measureParts } from '#telemetry';
import { keepEndedMs } from './open-shows.js';
import type { RoomsOptions } from './rooms-options.js';

interface RoomsBelowFront {
  shows: OpenShows;
  control: ControlPlane;
  audience: Audience;
  database: Database;
}

/** Playback is the front's: it must know which shows there are, who may play them, and that a ban ends it. */
export async function openFront(
  { config, clock, log, lifetime, metrics }: RoomsOptions,
  { shows, control, audience, database }: RoomsBelowFront,
): Promise<FrontDirectory> {
  const front = await FrontDirectory.open({
    connect: () =>
      FrontConnection.open({
        path: join(runFolder(config.dataDir), 'front.sock'),
        playbackSecret: control.tickets.secretFor('playback'),
        clock,
        log,
      }),
    shows,
    store: database.repositories.shows,
    bannedMarksOf: (showId) => bannedMarks(audience.moderation, showId),
    keepEndedMs: keepEndedMs(config),
    clock,
    log,
  });
  lifetime.adopt(() => front.close());
  for (const name of ['banned', 'unbanned'] as const) {
    audience.moderation.events.on(name, ({ showId }) => {
      front.learnBans(showId).catch((error) => {
        log.error('server.playback | a ban could not be told', { showId, error });
      });
    });
  }
  front.events.on('readers', ({ showId, readers }) => audience.counting.setReaders(showId, readers));
  front.events.on('rewind', ({ showId, state }) => shows.find(showId)?.noteRewind(state));
  front.events.on('parts', ({ showId, behindMs }) => measureParts(metrics, showId, behindMs));
  return front;
}

import type { Audience } from '#audience';
import type { ControlPlane } from '#control';
import type { OpenShows } from '#live';
import { Origin } from '#origin';
import type { PlaybackBans } from '#show';
import type { AudienceBehind } from './open-shows.js';
import type { RoomsOptions } from './rooms-options.js';

/** How often counting hears who reads without a heartbeat. */
const READERS_TOLD_MS = 5_000;

interface RoomsBelowOrigin {
  shows: OpenShows;
  control: ControlPlane;
  audience: Audience;
  playbackBans: PlaybackBans;
}

/** Playback of open and private shows; a ban ends it with the next request. */
export function openOrigin(
  { config, clock, log, lifetime }: RoomsOptions,
  { shows, control, audience, playbackBans }: RoomsBelowOrigin,
): Origin {
  const { edgeSecret, edges, steeringSeconds } = config.delivery;
  const origin = Origin.create({
    shows,
    clock,
    log,
    tokens: control.playback.tokens,
    gate: playbackBans,
    ...(edgeSecret === undefined ? {} : { edgeSecret }),
    ...(edges.length === 0 ? {} : { steering: { edges, ttlSeconds: steeringSeconds } }),
  });
  for (const name of ['banned', 'unbanned'] as const) {
    audience.moderation.events.on(name, ({ showId }) => {
      playbackBans.learn(showId).catch((error) => {
        log.error('server.playback | a ban could not be learnt', { showId, error });
      });
    });
  }
  shows.events.on('opened', (show) => {
    show.events.on('replaced', (packager) => origin.forget(packager));
  });
  shows.events.on('forgotten', ({ showId, programme }) => {
    if (programme) origin.forget(programme);
    playbackBans.forget(showId);
  });
  lifetime.adopt(
    clock.every(READERS_TOLD_MS, () => {
      for (const { showId } of shows.all) audience.counting.setReaders(showId, origin.readersOf(showId));
    }),
  );
  lifetime.adopt(() => origin.close());
  return origin;
}

/** What players report; nothing while nobody has. */
export function behindOf(origin: Origin, showId: string): ReturnType<AudienceBehind> {
  const { latency } = origin.audienceOf(showId);
  return latency === undefined ? null : { median: latency.p50Ms, p95: latency.p95Ms };
}

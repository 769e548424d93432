import type { Audience } from '#audience';
import type { ControlPlane } from '#control';
import type { Database } from '#data';
import { type BanBook, type OpenShows, ProgrammeDesk, ShowDoor, TicketDoor } from '#live';
import type { Signaling } from '#signaling';
import type { StageDesks } from '#stage';
import type { RoomsOptions } from './rooms-options.js';

interface RoomsOfPages {
  signaling: Signaling;
  database: Database;
  audience: Audience;
  bans: BanBook;
  shows: OpenShows;
  control: ControlPlane;
  desks: StageDesks;
}

/** What pages ask over their sockets, and who answers. */
export function plugSignaling(
  { log }: RoomsOptions,
  { signaling, database, audience, bans, shows, control, desks }: RoomsOfPages,
): void {
  const { playback } = control;
  signaling.plug({
    tickets: new TicketDoor({
      read: (text) => control.tickets.read(text),
      isBanned: (showId, person) => bans.isBanned(showId, person),
      admitted: (showId, person) => audience.admitted(showId, person),
    }),
    shows: new ShowDoor({
      shows,
      store: database.repositories.shows,
      playback,
      connected: (showId) => signaling.hub.countPersons(showId),
      log,
    }),
    stage: desks.stage,
    data: desks.data,
    moderation: desks.moderation,
    promotion: desks.promotion,
    programme: new ProgrammeDesk(shows, control.shows, playback),
    audience,
  });
}

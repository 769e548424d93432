import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Audience } from '#audience';
import { ControlPlane } from '#control';
import { Database } from '#data';
import type { Log } from '#kernel';
import { BanBook, OpenShows, ProgrammeDesk, ShowDoor, TicketDoor } from '#live';
import { Signaling } from '#signaling';
import { StageDesks } from '#stage';
import { AudienceModule } from './audience.module.js';
import { ControlModule } from './control.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { SignalingModule } from './signaling.module.js';
import { StageModule } from './stage.module.js';
import { LOG } from './tokens.js';

/** What pages ask over their sockets, and who answers. */
@Module({ imports: [DataModule, SignalingModule, AudienceModule, StageModule, LiveModule, ControlModule] })
export class PagesModule implements OnModuleInit {
  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(Signaling) private readonly signaling: Signaling,
    @Inject(Database) private readonly database: Database,
    @Inject(Audience) private readonly audience: Audience,
    @Inject(BanBook) private readonly bans: BanBook,
    @Inject(OpenShows) private readonly shows: OpenShows,
    @Inject(ControlPlane) private readonly control: ControlPlane,
    @Inject(StageDesks) private readonly desks: StageDesks,
  ) {}

  onModuleInit(): void {
    const { log, signaling, database, audience, bans, shows, control, desks } = this;
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
}

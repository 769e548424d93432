import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Audience } from '#audience';
import { ControlPlane } from '#control';
import { Database } from '#data';
import type { Log } from '#kernel';
import { OpenShows, ProgrammeService, ShowEntry, StageBans, TicketCheck } from '#live';
import { Signaling } from '#signaling';
import { StageServices } from '#stage';
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
    @Inject(StageBans) private readonly bans: StageBans,
    @Inject(OpenShows) private readonly shows: OpenShows,
    @Inject(ControlPlane) private readonly control: ControlPlane,
    @Inject(StageServices) private readonly services: StageServices,
  ) {}

  onModuleInit(): void {
    const { log, signaling, database, audience, bans, shows, control, services } = this;
    const { playback } = control;
    signaling.plug({
      tickets: new TicketCheck({
        read: (text) => control.tickets.read(text),
        roleOf: (ticket) => control.ranks.lastingRole(ticket),
        isBanned: (showId, person) => bans.isBanned(showId, person),
        admitted: (showId, person) => audience.admitted(showId, person),
      }),
      shows: new ShowEntry({
        shows,
        store: database.repositories.shows,
        playback,
        connected: (showId) => signaling.hub.countPersons(showId),
        log,
      }),
      stage: services.stage,
      data: services.data,
      moderation: services.moderation,
      promotion: services.promotion,
      studio: services.studio,
      call: services.calls,
      shared: services.shared,
      programme: new ProgrammeService(shows, control.shows, playback, log),
      audience,
    });
  }
}

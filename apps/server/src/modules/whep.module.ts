import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Audience } from '#audience';
import { ControlPlane } from '#control';
import { Database } from '#data';
import { type Clock, type Log, systemRandom } from '#kernel';
import { FrontRowShows, OpenShows } from '#live';
import { WhepService } from '#outputs';
import { bannedMarks } from '#show';
import { AudienceModule } from './audience.module.js';
import { ControlModule } from './control.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { CLOCK, LOG } from './tokens.js';

function createShows(
  clock: Clock,
  { repositories }: Database,
  audience: Audience,
  shows: OpenShows,
  { tickets, playback }: ControlPlane,
): FrontRowShows {
  return new FrontRowShows({
    shows,
    store: repositories.shows,
    readTicket: (text) => tickets.read(text),
    readPlayback: (token) => playback.tokens.read(token, clock.wallMs()),
    bannedMarksOf: (showId) => bannedMarks(audience.moderation, showId),
    clock,
  });
}

/** The programme in real time for any WHEP client, and for our own player. */
@Module({
  imports: [DataModule, AudienceModule, LiveModule, ControlModule],
  providers: [
    {
      provide: FrontRowShows,
      inject: [CLOCK, Database, Audience, OpenShows, ControlPlane],
      useFactory: createShows,
    },
    {
      provide: WhepService,
      inject: [FrontRowShows],
      useFactory: (shows: FrontRowShows) => new WhepService({ shows, random: systemRandom }),
    },
  ],
  exports: [WhepService],
})
export class WhepModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(Audience) private readonly audience: Audience,
    @Inject(OpenShows) private readonly shows: OpenShows,
    @Inject(FrontRowShows) private readonly frontRow: FrontRowShows,
    @Inject(WhepService) private readonly service: WhepService,
  ) {}

  onModuleInit(): void {
    const { log, audience, shows, frontRow } = this;
    const review = (showId: string) =>
      void frontRow
        .review(showId)
        .catch((error) => log.error('server.whep | not reviewed', { showId, error }));
    audience.moderation.events.on('banned', ({ showId }) => review(showId));
    shows.events.on('opened', (show) => {
      let wasPrivate = show.isPrivate;
      show.events.on('changed', () => {
        if (show.isPrivate && !wasPrivate) review(show.showId);
        wasPrivate = show.isPrivate;
      });
    });
  }

  onApplicationShutdown(): void {
    this.service.close();
  }
}

import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Audience } from '#audience';
import { ShowRanks } from '#control';
import { Database } from '#data';
import type { Clock, Log } from '#kernel';
import { StageBans } from '#live';
import { Signaling } from '#signaling';
import { StageServices } from '#stage';
import { DataModule } from './data.module.js';
import { SignalingModule } from './signaling.module.js';
import { CLOCK, LOG } from './tokens.js';

/** The stage asks for ranks and tells roles: it is found at the first question for a rank. */
function createRanks({ repositories }: Database, { hub }: Signaling, modules: ModuleRef): ShowRanks {
  const stage = () => modules.get(StageServices, { strict: false });
  return new ShowRanks({
    ...repositories,
    grants: repositories.roleGrants,
    stage: {
      given: (showId, personId) => stage().roles.find(showId, personId),
      present: (showId, personId) =>
        stage().stage.findRole(showId, personId) ?? hub.findPresent(showId, personId)?.role,
    },
  });
}

@Module({
  imports: [DataModule, SignalingModule],
  providers: [
    { provide: ShowRanks, inject: [Database, Signaling, ModuleRef], useFactory: createRanks },
    {
      provide: Audience,
      inject: [Database, Signaling, ShowRanks, CLOCK, LOG],
      useFactory: (
        { repositories: stores }: Database,
        { hub: outbox }: Signaling,
        ranks: ShowRanks,
        clock: Clock,
        log: Log,
      ) => new Audience({ stores, outbox, ranks, clock, log }),
    },
    {
      provide: StageBans,
      inject: [Audience],
      useFactory: ({ moderation }: Audience) => new StageBans(moderation),
    },
  ],
  exports: [ShowRanks, Audience, StageBans],
})
export class AudienceModule implements OnApplicationShutdown {
  constructor(@Inject(Audience) private readonly audience: Audience) {}

  async onApplicationShutdown(): Promise<void> {
    await this.audience.close();
  }
}

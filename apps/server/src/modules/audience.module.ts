import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Audience, type ProgrammeTime } from '#audience';
import { type OpenClassifier, openClassifier, ShowRanks } from '#control';
import { Database } from '#data';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { FrontDirectory, OpenShows, StageBans } from '#live';
import { Signaling } from '#signaling';
import { StageServices } from '#stage';
import { DataModule } from './data.module.js';
import { SignalingModule } from './signaling.module.js';
import { CLOCK, CONFIG, LOG } from './tokens.js';

const CLASSIFIER = Symbol('classifier');

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

/** The shows follow the audience in the order of creation: they are found when something is said. */
function programmeTimeOf(modules: ModuleRef): ProgrammeTime {
  const find = (showId: string) => modules.get(OpenShows, { strict: false }).find(showId);
  return {
    at: (showId, wallMs) => find(showId)?.programmeMsAt(wallMs) ?? wallMs,
    furthestBehindMs: (showId) =>
      modules.get(FrontDirectory, { strict: false }).audienceBehindMs(showId)?.p95,
    polled: (showId, { pollId, question, startMs, endMs }) =>
      find(showId)?.marks.poll(pollId, { startMs, endMs }, question),
  };
}

@Module({
  imports: [DataModule, SignalingModule],
  providers: [
    { provide: ShowRanks, inject: [Database, Signaling, ModuleRef], useFactory: createRanks },
    {
      provide: CLASSIFIER,
      inject: [CONFIG, CLOCK, LOG],
      useFactory: ({ chat }: ProsceniumConfig, clock: Clock, log: Log) =>
        openClassifier(
          {
            command: chat.classifierCommand,
            url: chat.classifierUrl,
            timeoutMs: chat.classifierTimeoutMs,
            failure: chat.classifierFailure,
          },
          { clock, log },
        ) ?? null,
    },
    {
      provide: Audience,
      inject: [Database, Signaling, ShowRanks, CLASSIFIER, ModuleRef, CLOCK, LOG],
      useFactory: (
        { repositories: stores }: Database,
        { hub: outbox }: Signaling,
        ranks: ShowRanks,
        classifier: OpenClassifier | null,
        modules: ModuleRef,
        clock: Clock,
        log: Log,
      ) =>
        new Audience({
          stores,
          outbox,
          ranks,
          classifier: classifier ?? undefined,
          programmeTime: programmeTimeOf(modules),
          clock,
          log,
        }),
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
  constructor(
    @Inject(Audience) private readonly audience: Audience,
    @Inject(CLASSIFIER) private readonly classifier: OpenClassifier | null,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.audience.close();
    await this.classifier?.close();
  }
}

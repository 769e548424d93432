import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ShowRanks } from '#control';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { StageBans } from '#live';
import { LIMITS } from '#protocol';
import { Signaling } from '#signaling';
import { findWorkerBinary, iceServersFor, StageRegistry, StageServices } from '#stage';
import { type Metrics, measurePromotions } from '#telemetry';
import { pipeListenOf } from '../pipe-listen.js';
import { AudienceModule } from './audience.module.js';
import { SignalingModule } from './signaling.module.js';
import { CLOCK, CONFIG, LOG, METRICS } from './tokens.js';

function createStageServices(
  config: ProsceniumConfig,
  clock: Clock,
  metrics: Metrics,
  signaling: Signaling,
  stages: StageRegistry,
  bans: StageBans,
  ranks: ShowRanks,
  log: Log,
): StageServices {
  const { hub } = signaling;
  const { url, secret, relayOnly } = config.turn;
  const turn =
    url === undefined || secret === undefined
      ? undefined
      : { urls: [url], secret, lifetimeS: LIMITS.relayCredentialsMs / 1_000 };
  const services = new StageServices({
    stages,
    outbox: hub,
    clock,
    bans,
    ranks,
    findPresent: (showId, personId) => hub.findPresent(showId, personId),
    iceServers: (personId) => iceServersFor(turn, personId, clock.wallMs()),
    iceTransportPolicy: relayOnly ? 'relay' : 'all',
    captionLines: (caller, end) => signaling.captionLines(caller, end),
  });
  services.roles.events.on('given', ({ showId, personId, role }) => {
    ranks.changed(showId, personId, role, clock.wallMs()).catch((error) => {
      log.warn('server.roles | a role that was taken away could not be written', { showId, error });
    });
  });
  measurePromotions(metrics, services);
  return services;
}

/** Media workers, stages, and what people do on them. */
@Module({
  imports: [SignalingModule, AudienceModule],
  providers: [
    {
      provide: StageRegistry,
      inject: [CONFIG, CLOCK, LOG, Signaling],
      useFactory: async (config: ProsceniumConfig, clock: Clock, log: Log, { hub: outbox }: Signaling) =>
        StageRegistry.create({
          workerBin: findWorkerBinary(config),
          workers: config.stage.workers,
          listenHost: config.host,
          announcedAddress: config.announcedAddress,
          rtcPort: config.stage.rtcPort,
          pipeListen: await pipeListenOf(config, log),
          outbox,
          clock,
          log,
          settings: { maxPublishers: config.stage.maxPublishers },
        }),
    },
    {
      provide: StageServices,
      inject: [CONFIG, CLOCK, METRICS, Signaling, StageRegistry, StageBans, ShowRanks, LOG],
      useFactory: createStageServices,
    },
  ],
  exports: [StageRegistry, StageServices],
})
export class StageModule implements OnApplicationShutdown {
  constructor(
    @Inject(StageRegistry) private readonly stages: StageRegistry,
    @Inject(StageServices) private readonly services: StageServices,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.services.close();
    await this.stages.close();
  }
}

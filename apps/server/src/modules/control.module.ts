import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Audience } from '#audience';
import { ControlPlane, ShowRanks } from '#control';
import { Database } from '#data';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { LiveShowsService } from '#live';
import { ImageStore, MediaFileStore } from '#show';
import { AudienceModule } from './audience.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { CLOCK, CONFIG, LOG } from './tokens.js';

const MINUTE_MS = 60_000;

const createControl = (
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
  { repositories: stores }: Database,
  audience: Audience,
  ranks: ShowRanks,
  live: LiveShowsService,
  images: ImageStore,
  mediaFiles: MediaFileStore,
): Promise<ControlPlane> =>
  ControlPlane.create({
    stores,
    live,
    audience,
    ranks,
    images,
    mediaFiles,
    clock,
    log,
    publicUrl: config.publicUrl,
    isOneOfMany: config.cluster.secret !== undefined,
    profile: config.delivery.profile,
    playbackLifetimeMs: config.delivery.playbackMinutes * MINUTE_MS,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    allowPrivateOutputs: config.allowPrivateOutputs,
    mail: config.mail,
  });

/** People, invitations, tickets, keys, webhooks, retention. */
@Module({
  imports: [DataModule, AudienceModule, LiveModule],
  providers: [
    {
      provide: ControlPlane,
      inject: [
        CONFIG,
        CLOCK,
        LOG,
        Database,
        Audience,
        ShowRanks,
        LiveShowsService,
        ImageStore,
        MediaFileStore,
      ],
      useFactory: createControl,
    },
  ],
  exports: [ControlPlane],
})
export class ControlModule implements OnApplicationShutdown {
  constructor(@Inject(ControlPlane) private readonly control: ControlPlane) {}

  onApplicationShutdown(): Promise<void> {
    return this.control.close();
  }
}

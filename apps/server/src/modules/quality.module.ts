import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#data';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { ShowQualities } from '#live';
import { nodeNameOf } from '../node-name.js';
import { DataModule } from './data.module.js';
import { CLOCK, CONFIG, LOG } from './tokens.js';

/** Figures of what players reported to this node, and their rows in the database. */
@Module({
  imports: [DataModule],
  providers: [
    {
      provide: ShowQualities,
      inject: [CONFIG, Database, CLOCK, LOG],
      useFactory: (config: ProsceniumConfig, { repositories }: Database, clock: Clock, log: Log) =>
        new ShowQualities({
          store: repositories.audienceQuality,
          node: nodeNameOf(config) ?? '',
          clock,
          log,
        }),
    },
  ],
  exports: [ShowQualities],
})
export class QualityModule implements OnApplicationShutdown {
  constructor(@Inject(ShowQualities) private readonly qualities: ShowQualities) {}

  async onApplicationShutdown(): Promise<void> {
    await this.qualities.close();
  }
}

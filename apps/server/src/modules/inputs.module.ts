import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { memoryRateLimiter } from '#access';
import { ControlPlane } from '#control';
import { Database } from '#data';
import { WhipEndpoint } from '#ingest';
import type { Clock, Log } from '#kernel';
import { LiveInputs, OpenShows } from '#live';
import { ControlModule } from './control.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { CLOCK, LOG } from './tokens.js';

/** What sends without being a page of ours. */
@Module({
  imports: [DataModule, LiveModule, ControlModule],
  providers: [
    {
      provide: LiveInputs,
      inject: [OpenShows, Database, CLOCK, LOG],
      useFactory: (shows: OpenShows, { repositories }: Database, clock: Clock, log: Log) =>
        new LiveInputs({ shows, find: (inputId) => repositories.inputs.find(inputId), clock, log }),
    },
    {
      provide: WhipEndpoint,
      inject: [ControlPlane, LiveInputs, LOG],
      useFactory: ({ inputs }: ControlPlane, places: LiveInputs, log: Log) =>
        new WhipEndpoint({ inputs, places, createRateLimiter: memoryRateLimiter, log }),
    },
  ],
  exports: [WhipEndpoint],
})
export class InputsModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(ControlPlane) private readonly control: ControlPlane,
    @Inject(LiveInputs) private readonly live: LiveInputs,
    @Inject(WhipEndpoint) private readonly whip: WhipEndpoint,
  ) {}

  onModuleInit(): void {
    const { control, live } = this;
    const { events } = control.inputs;
    control.inputs.readStatus((input) => live.statusOf(input));
    events.on('placed', (input) => live.placed(input));
    events.on('rotated', (input) => live.cut(input, 'rotated'));
    events.on('removed', (input) => live.cut(input, 'removed'));
  }

  onApplicationShutdown(): void {
    this.whip.close();
    this.live.close();
  }
}

import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { ControlPlane } from '#control';
import type { Log } from '#kernel';
import { OpenShows, OutputsDirectory, RestreamDirectory } from '#live';
import { ControlModule } from './control.module.js';
import { LiveModule } from './live.module.js';
import { OutputsModule } from './outputs.module.js';
import { LOG } from './tokens.js';

/** Where shows are sent on to: what hosts want, what the outputs do, and whom webhooks tell of it. */
@Module({
  imports: [LiveModule, ControlModule, OutputsModule],
  providers: [
    {
      provide: RestreamDirectory,
      inject: [OutputsDirectory, OpenShows, ControlPlane, LOG],
      useFactory: ({ connection }: OutputsDirectory, shows: OpenShows, { outputs }: ControlPlane, log: Log) =>
        new RestreamDirectory({ connection, shows, targetsOf: (showId) => outputs.targetsOf(showId), log }),
    },
  ],
})
export class RestreamModule implements OnModuleInit {
  constructor(
    @Inject(ControlPlane) private readonly control: ControlPlane,
    @Inject(RestreamDirectory) private readonly restreams: RestreamDirectory,
  ) {}

  onModuleInit(): void {
    const { control, restreams } = this;
    control.outputs.readStatus(({ id }) => restreams.statusOf(id));
    control.outputs.events.on('changed', ({ showId }) => restreams.changed(showId));
    restreams.events.on('changed', ({ id, showId, state, reason }) => {
      if (state !== 'connecting')
        void control.tell('output.changed', showId, { output: { id, state, reason } });
    });
  }
}

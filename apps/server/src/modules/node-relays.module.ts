import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { connectGate } from '#cluster';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { FrontDirectory } from '#live';
import { NodeRelays } from '#signaling';
import { CLOCK, CONFIG, LOG } from './tokens.js';

/** The ways to other nodes for sockets that are held here. `RelayModule` says which shows those run. */
@Module({
  providers: [
    {
      provide: NodeRelays,
      inject: [CONFIG, CLOCK, LOG, ModuleRef],
      useFactory: (
        { cluster: { secret = '' } }: ProsceniumConfig,
        clock: Clock,
        log: Log,
        modules: ModuleRef,
      ) =>
        new NodeRelays({
          connect: (place, signal) => connectGate({ ...place, secret }, { to: 'signal' }, signal),
          // The front's directory follows the relays in the order of creation.
          onChanged: (place) => modules.get(FrontDirectory, { strict: false }).socketsMoved(place),
          clock,
          log,
        }),
    },
  ],
  exports: [NodeRelays],
})
export class NodeRelaysModule implements OnApplicationShutdown {
  constructor(@Inject(NodeRelays) private readonly relays: NodeRelays) {}

  onApplicationShutdown(): void {
    this.relays.close();
  }
}

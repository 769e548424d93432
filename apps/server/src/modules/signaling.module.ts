import { Module } from '@nestjs/common';
import { clientAddress, trustedNetworks } from '#access';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { SignalGateway, Signaling } from '#signaling';
import { CLOCK, CONFIG, LOG } from './tokens.js';

/** All sockets of pages. Who answers them is plugged in by `PagesModule`. */
@Module({
  providers: [
    {
      provide: Signaling,
      inject: [CONFIG, CLOCK, LOG],
      useFactory: ({ trustedProxies, socketsPerNetwork }: ProsceniumConfig, clock: Clock, log: Log) => {
        const isTrusted = trustedNetworks(trustedProxies);
        return new Signaling({
          clock,
          log,
          limits: { socketsPerNetwork },
          addressOf: (request) => clientAddress(request, isTrusted),
        });
      },
    },
    SignalGateway,
  ],
  exports: [Signaling],
})
export class SignalingModule {}

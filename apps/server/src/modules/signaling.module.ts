import { Module } from '@nestjs/common';
import { clientAddress, trustedNetworks } from '#access';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { SignalGateway, Signaling } from '#signaling';
import type { Traces } from '#telemetry';
import { traceMessages } from '../trace-messages.js';
import { CLOCK, CONFIG, LOG, TRACES } from './tokens.js';

/** All sockets of pages. Who answers them is plugged in by `PagesModule`. */
@Module({
  providers: [
    {
      provide: Signaling,
      inject: [CONFIG, CLOCK, LOG, TRACES],
      useFactory: (
        { trustedProxies, socketsPerNetwork }: ProsceniumConfig,
        clock: Clock,
        log: Log,
        traces: Traces | null,
      ) => {
        const isTrusted = trustedNetworks(trustedProxies);
        return new Signaling({
          clock,
          log,
          ...(traces === null ? {} : { onAnswered: traceMessages(traces, clock) }),
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

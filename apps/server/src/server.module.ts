import { type DynamicModule, Module } from '@nestjs/common';
import { restModule } from '#api';
import { SignalGateway, Signaling } from '#signaling';
import type { Rooms } from './rooms/open-rooms.js';

@Module({})
class ServerModule {}

/** The composition root of Nest: what was built by hand is handed over; no logic. */
export function serverModule(rooms: Rooms): DynamicModule {
  return {
    module: ServerModule,
    imports: [restModule(rooms.rest)],
    providers: [{ provide: Signaling, useValue: rooms.signaling }, SignalGateway],
  };
}

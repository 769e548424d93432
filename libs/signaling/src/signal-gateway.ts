import { Inject } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import type { ServerEvent } from '#protocol';
import type { SignalWire } from './signal-session.js';
import { Signaling } from './signaling.js';

/** Above it the socket is closed; from 64 KiB up to here a message is answered with its error. */
const SOCKET_BUFFER_BYTES = 1024 * 1024;

/** socket.io to sessions and back. No logic: see `Signaling`. */
@WebSocketGateway({
  path: '/signal',
  serveClient: false,
  maxHttpBufferSize: SOCKET_BUFFER_BYTES,
  pingInterval: 10_000,
  pingTimeout: 10_000,
})
export class SignalGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  readonly #signaling: Signaling;

  constructor(@Inject(Signaling) signaling: Signaling) {
    this.#signaling = signaling;
  }

  afterInit(server: Server): void {
    this.#signaling.sendsThrough((room, event) => server.to(room).emit(event.name, event.data));
  }

  handleConnection(socket: Socket): void {
    const session = this.#signaling.connected(wireOf(socket));
    socket.onAny((name: unknown, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      // Nobody waits for an answer, so nothing was asked.
      if (typeof acknowledge !== 'function') return;
      const payload = rest.length > 1 ? rest[0] : undefined;
      void this.#signaling.answer(session, String(name), payload).then((ack) => acknowledge(ack));
    });
  }

  handleDisconnect(socket: Socket): void {
    this.#signaling.disconnected(socket.id);
  }
}

function wireOf(socket: Socket): SignalWire {
  return {
    id: socket.id,
    send: (event: ServerEvent) => socket.emit(event.name, event.data),
    enterRoom: (room) => void socket.join(room),
    leaveRoom: (room) => void socket.leave(room),
    disconnect: () => void socket.disconnect(true),
  };
}

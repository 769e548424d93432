import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Inject } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import type { ServerEvent } from '#protocol';
import type { RelayedSocket } from './relay/node-relay.js';
import type { SignalWire } from './signal-session.js';
import { Signaling } from './signaling.js';

/** Above it the socket is closed; from 64 KiB up to here a message is answered with its error. */
const SOCKET_BUFFER_BYTES = 128 * 1024;

/** The room of all sockets of this process, which other nodes leave out. */
const HERE = `here ${randomUUID()}`;

/** A connection of engine.io, below socket.io: open before anybody joins. */
interface Transport {
  readonly id: string;
  readonly request: IncomingMessage;
  on(name: 'packet', listener: (packet: { data?: unknown }) => void): unknown;
  once(name: 'close', listener: () => void): unknown;
  close(discard: boolean): void;
}

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
    // Sockets here never wait for the other nodes, nor for what lies between.
    this.#signaling.sendsThrough((room, event, reach) => {
      server.local.to(room).emit(event.name, event.data);
      if (reach === 'everywhere') server.to(room).except(HERE).emit(event.name, event.data);
    });
    server.engine.on('connection', (transport: Transport) => this.#opened(transport));
  }

  #opened(transport: Transport): void {
    const closed = this.#signaling.opened(this.#signaling.addressOf(transport.request));
    if (closed === undefined) {
      transport.close(true);
      return;
    }
    transport.once('close', closed);
    transport.on('packet', ({ data }) => {
      // Messages are text. Bytes would be held until as many have come as a message said that it has.
      if (data !== undefined && typeof data !== 'string') {
        transport.close(true);
        return;
      }
      void this.#signaling.mayReceive(transport.id).then((may) => may || transport.close(true));
    });
  }

  handleConnection(socket: Socket): void {
    void socket.join(HERE);
    const wire = wireOf(socket, this.#signaling.addressOf(socket.request));
    const { show } = socket.handshake.query;
    const relayed = typeof show === 'string' ? this.#signaling.relay(show, wire) : undefined;
    if (relayed === undefined) this.#serve(socket, wire);
    else this.#pass(socket, relayed);
  }

  handleDisconnect(socket: Socket): void {
    this.#signaling.disconnected(socket.id);
  }

  #serve(socket: Socket, wire: SignalWire): void {
    const session = this.#signaling.connected(wire);
    socket.onAny((name: unknown, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      // Nobody waits for an answer, so the message is counted and not carried out.
      if (typeof acknowledge !== 'function') return void this.#signaling.unanswered(session);
      const payload = rest.length > 1 ? rest[0] : undefined;
      void this.#signaling.answer(session, String(name), payload).then((ack) => acknowledge(ack));
    });
  }

  #pass(socket: Socket, relayed: RelayedSocket): void {
    socket.once('disconnect', () => relayed.close());
    socket.onAny((name: unknown, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      const payload = rest.length > 1 ? rest[0] : undefined;
      if (typeof acknowledge !== 'function') relayed.tell(String(name));
      else void relayed.ask(String(name), payload).then((ack) => acknowledge(ack));
    });
  }
}

function wireOf(socket: Socket, address: string): SignalWire {
  return {
    id: socket.id,
    address,
    send: (event: ServerEvent) => socket.emit(event.name, event.data),
    enterRoom: (room) => void socket.join(room),
    leaveRoom: (room) => void socket.leave(room),
    disconnect: () => void socket.disconnect(true),
  };
}

import type { IncomingMessage } from 'node:http';
import type { CreateRateLimiter } from '#access';
import { type Clock, guestError, type Log } from '#kernel';
import type { Ack } from '#protocol';
import type { Caller } from './caller.js';
import { CaptionLines } from './caption-lines.js';
import { Dispatcher, type OnAnswered } from './dispatcher.js';
import { allHandlers } from './handlers/all-handlers.js';
import { MessageLimits } from './message-limits.js';
import { NetworkSockets } from './network-sockets.js';
import type { SignalingPorts } from './ports.js';
import type { RelayedSocket } from './relay/node-relay.js';
import type { SendToRoom } from './session-rooms.js';
import { SignalHub } from './signal-hub.js';
import { SignalSession, type SignalWire } from './signal-session.js';
import { DEFAULT_LIMITS, type SignalingLimits } from './signaling-limits.js';

export interface SignalingOptions {
  clock: Clock;
  log: Log;
  onAnswered?: OnAnswered;
  limits?: Partial<SignalingLimits>;
  createRateLimiter?: CreateRateLimiter;
  /** Of the person's machine. Without it proxies are not looked behind. */
  addressOf?: (request: IncomingMessage) => string;
}

/** Takes the sockets of pages whose show another node runs. */
export type RelaySocket = (showId: string, wire: SignalWire) => RelayedSocket | undefined;

const JOIN_DEADLINE_MS = 15_000;

/** All sockets of this process. The hub exists before the ports, since the ports' implementations send through it. */
export class Signaling {
  readonly hub: SignalHub;
  readonly #options: SignalingOptions;
  readonly #limits: MessageLimits;
  readonly #sockets: NetworkSockets;
  readonly #sessions = new Map<string, { session: SignalSession; cancel: () => void }>();
  #dispatcher: Dispatcher | undefined;
  #ports: SignalingPorts | undefined;
  #sendToRoom: SendToRoom = () => undefined;
  #relay: RelaySocket = () => undefined;

  constructor(options: SignalingOptions) {
    this.#options = options;
    const { createRateLimiter: create } = options;
    const { socketsPerNetwork, socketsPerPerson } = { ...DEFAULT_LIMITS, ...options.limits };
    this.#limits = new MessageLimits({ socketsPerNetwork, ...(create === undefined ? {} : { create }) });
    this.#sockets = new NetworkSockets(socketsPerNetwork);
    const send: SendToRoom = (room, event, reach) => this.#sendToRoom(room, event, reach);
    this.hub = new SignalHub(options.clock, send, socketsPerPerson);
  }

  /** Before the server listens. */
  plug(ports: SignalingPorts): void {
    const { clock, log, onAnswered } = this.#options;
    this.#ports = ports;
    this.#dispatcher = new Dispatcher({
      handlers: allHandlers(ports, this.hub, clock),
      limits: this.#limits,
      clock,
      log,
      ...(onAnswered === undefined ? {} : { onAnswered }),
    });
  }

  sendsThrough(sendToRoom: SendToRoom): void {
    this.#sendToRoom = sendToRoom;
  }

  relaysThrough(relay: RelaySocket): void {
    this.#relay = relay;
  }

  /** Nothing where this process answers the socket itself. */
  relay(showId: string, wire: SignalWire): RelayedSocket | undefined {
    return this.#relay(showId, wire);
  }

  /** A transport is open, before anybody joins. Nothing when its network has too many; else what ends the count. */
  opened(address: string): (() => void) | undefined {
    return this.#sockets.open(address);
  }

  addressOf(request: IncomingMessage): string {
    return this.#options.addressOf?.(request) ?? request.socket.remoteAddress ?? '';
  }

  /** One more packet of any kind on one transport. False ends it. */
  mayReceive(transportId: string): Promise<boolean> {
    return this.#limits.mayReceive(transportId);
  }

  connected(wire: SignalWire): SignalSession {
    const { clock } = this.#options;
    const session = new SignalSession(wire);
    // A peer that never completes its join is cleared.
    const cancel = clock.after(JOIN_DEADLINE_MS, () => {
      if (!session.isJoined) wire.disconnect();
    });
    this.#sessions.set(wire.id, { session, cancel });
    return session;
  }

  answer(session: SignalSession, name: string, payload: unknown): Promise<Ack<unknown>> {
    return this.#getDispatcher().answer(session, name, payload);
  }

  /** A message without an acknowledgement function. */
  unanswered(session: SignalSession): Promise<void> {
    return this.#getDispatcher().unanswered(session);
  }

  /** Takes lines of a captioner who is joined, from a data channel that `end` closes. */
  captionLines(caller: Caller, end: () => void): CaptionLines {
    const known = this.#sessions.get(caller.socket?.id ?? '');
    if (known === undefined) throw guestError('not-joined', 'Join the show first.', { status: 401 });
    const { address } = known.session.wire;
    return new CaptionLines({ caller, address, dispatcher: this.#getDispatcher(), end });
  }

  disconnected(wireId: string): void {
    const known = this.#sessions.get(wireId);
    if (known === undefined) return;
    this.#sessions.delete(wireId);
    known.cancel();
    known.session.gone();
    if (!known.session.isJoined) return;
    const wasHere = this.hub.dismiss(known.session);
    this.#ports?.shows.departed(known.session.caller);
    // One that was taken over has nothing to hold: its participant is in the other tab.
    if (wasHere) this.#ports?.stage.connectionLost(known.session.caller);
  }

  #getDispatcher(): Dispatcher {
    if (this.#dispatcher !== undefined) return this.#dispatcher;
    throw new Error('signaling got a message before its ports were plugged in');
  }
}

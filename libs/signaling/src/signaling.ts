import type { Clock, Log } from '#kernel';
import type { Ack, ServerEvent } from '#protocol';
import { Dispatcher, type OnAnswered } from './dispatcher.js';
import { allHandlers } from './handlers/all-handlers.js';
import type { SignalingPorts } from './ports.js';
import { type SendToRoom, SignalHub } from './signal-hub.js';
import { SignalSession, type SignalWire } from './signal-session.js';

export interface SignalingOptions {
  clock: Clock;
  log: Log;
  onAnswered?: OnAnswered;
}

const JOIN_DEADLINE_MS = 15_000;

/** All sockets of this process. The hub exists before the ports, since those who fit the ports speak through it. */
export class Signaling {
  readonly hub: SignalHub;
  readonly #options: SignalingOptions;
  readonly #sessions = new Map<string, { session: SignalSession; cancel: () => void }>();
  #dispatcher: Dispatcher | undefined;
  #ports: SignalingPorts | undefined;
  #sendToRoom: SendToRoom = () => undefined;

  constructor(options: SignalingOptions) {
    this.#options = options;
    this.hub = new SignalHub((room: string, event: ServerEvent) => this.#sendToRoom(room, event));
  }

  /** Before the server listens. */
  plug(ports: SignalingPorts): void {
    const { clock, log, onAnswered } = this.#options;
    this.#ports = ports;
    this.#dispatcher = new Dispatcher({
      handlers: allHandlers(ports, this.hub, clock),
      clock,
      log,
      ...(onAnswered === undefined ? {} : { onAnswered }),
    });
  }

  sendsThrough(sendToRoom: SendToRoom): void {
    this.#sendToRoom = sendToRoom;
  }

  connected(wire: SignalWire): SignalSession {
    const { clock } = this.#options;
    const session = new SignalSession(wire, clock.monotonicMs());
    // A peer that never completes its join is cleared.
    const cancel = clock.after(JOIN_DEADLINE_MS, () => {
      if (!session.isJoined) wire.disconnect();
    });
    this.#sessions.set(wire.id, { session, cancel });
    return session;
  }

  answer(session: SignalSession, name: string, payload: unknown): Promise<Ack<unknown>> {
    if (this.#dispatcher === undefined) throw new Error('signaling is asked before its ports are plugged in');
    return this.#dispatcher.answer(session, name, payload);
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
    // One that was taken over has nothing to hold: its seat sits in the other tab.
    if (wasHere) this.#ports?.stage.connectionLost(known.session.caller);
  }
}

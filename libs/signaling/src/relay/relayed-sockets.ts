import type { FrameChannel, Log } from '#kernel';
import type { Ack } from '#protocol';
import type { SignalSession, SignalWire } from '../signal-session.js';
import { type FromOwner, type ToOwner, toOwnerSchema } from './relay-messages.js';

/** What is done with sockets, wherever they are. `Signaling` fits. */
export interface SocketsOfShows {
  connected(wire: SignalWire): SignalSession;
  answer(session: SignalSession, name: string, payload: unknown): Promise<Ack<unknown>>;
  unanswered(session: SignalSession): Promise<void>;
  disconnected(wireId: string): void;
}

export interface RelayedSocketsOptions {
  signaling: SocketsOfShows;
  /** Players of a show that fetch from the other node. */
  onReaders(showId: string, readers: readonly string[]): void;
  log: Log;
}

const MOST_SOCKETS = 200_000;

/**
 * The sockets that one other node holds for pages of shows of this one. Each is a session here like any other: the
 * other node decides nothing. When its channel ends, they have all gone.
 */
export class RelayedSockets {
  readonly #channel: FrameChannel;
  readonly #options: RelayedSocketsOptions;
  readonly #sessions = new Map<string, SignalSession>();

  static accept(channel: FrameChannel, options: RelayedSocketsOptions): RelayedSockets {
    return new RelayedSockets(channel, options);
  }

  private constructor(channel: FrameChannel, options: RelayedSocketsOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.events.on('frame', ({ message }) => this.#take(message));
    channel.events.on('closed', () => this.#closed());
    this.#send({ kind: 'hello' });
  }

  #take(received: unknown): void {
    const parsed = toOwnerSchema.safeParse(received);
    if (parsed.success) this.#obey(parsed.data);
    else {
      this.#options.log.error('signaling.relay | what a node says cannot be read', { error: parsed.error });
      this.#channel.close();
    }
  }

  #obey(message: ToOwner): void {
    if (message.kind === 'readers') this.#options.onReaders(message.showId, message.readers);
    else if (message.kind === 'open') this.#open(message.socket, message.address);
    else if (message.kind === 'close') this.#close(message.socket);
    else this.#hear(message);
  }

  #hear({ socket, ask, name, payload }: Extract<ToOwner, { kind: 'message' }>): void {
    const session = this.#sessions.get(socket);
    if (session === undefined) return;
    if (ask === undefined) void this.#options.signaling.unanswered(session);
    else void this.#answer(session, socket, ask, name, payload);
  }

  #open(socket: string, address: string): void {
    if (this.#sessions.has(socket) || this.#sessions.size >= MOST_SOCKETS) {
      this.#send({ kind: 'end', socket });
      return;
    }
    const wire: SignalWire = {
      id: socket,
      address,
      isRemote: true,
      send: (event) => this.#send({ kind: 'event', socket, event }),
      enterRoom: (room) => this.#send({ kind: 'enter', socket, room }),
      leaveRoom: (room) => this.#send({ kind: 'leave', socket, room }),
      disconnect: () => {
        this.#send({ kind: 'end', socket });
        this.#close(socket);
      },
    };
    this.#sessions.set(socket, this.#options.signaling.connected(wire));
  }

  async #answer(
    session: SignalSession,
    socket: string,
    ask: number,
    name: string,
    payload: unknown,
  ): Promise<void> {
    const ack = await this.#options.signaling.answer(session, name, payload);
    this.#send({ kind: 'answer', socket, ask, ack });
  }

  #close(socket: string): void {
    if (this.#sessions.delete(socket)) this.#options.signaling.disconnected(socket);
  }

  #closed(): void {
    for (const socket of [...this.#sessions.keys()]) this.#close(socket);
  }

  #send(message: FromOwner): void {
    this.#channel.send(message);
  }
}

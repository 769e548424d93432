import type { Socket } from 'socket.io-client';
import {
  type ClientToServer,
  PROTOCOL_VERSION,
  type RequestInput,
  type RequestName,
  type ResponseData,
  type ServerEventData,
  type ServerEventName,
  type ServerToClient,
  type SessionView,
} from '#protocol';
import { Observed } from '../observed.js';
import { tabId } from './tab-id.js';
import { timedOut, toWireFailure, WireFailure } from './wire-failure.js';

const ANSWER_MS = 10_000;
const JOIN_AGAIN_MS = 1_000;

export type ConnectionPhase = 'connecting' | 'joined' | 'lost' | 'ended';
export type EndReason = ServerEventData<'session.ended'>['reason'];

export interface ConnectionState {
  phase: ConnectionPhase;
  session: SessionView | null;
  /** Why it ended for good. */
  ended: EndReason | null;
  failure: WireFailure | null;
  /** Grows with every join: state that belongs to an older join must be loaded again. */
  joins: number;
}

export interface ConnectionOptions {
  ticket: string;
  name?: string;
  /** Take the stage over from another tab of the same person. */
  takeOver?: boolean;
  /** Where the server is, when it is not where the page came from. */
  origin?: string;
  /** The ticket's show: with several nodes it says which of them the socket goes to. */
  showId?: string;
}

type ShowSocket = Socket<ServerToClient, ClientToServer>;

/** One socket to one show. Joins again by itself after a cut; ends when the server says so. */
export class Connection {
  readonly state = new Observed<ConnectionState>({
    phase: 'connecting',
    session: null,
    ended: null,
    failure: null,
    joins: 0,
  });
  readonly #socket: ShowSocket;
  readonly #options: ConnectionOptions;
  #ticket: string;

  /** Resolves once joined; rejects with what the server said when it never will be. */
  static async open(options: ConnectionOptions): Promise<Connection> {
    const { io } = await import('socket.io-client');
    const socket: ShowSocket = io(options.origin ?? location.origin, {
      path: '/signal',
      ...(options.showId === undefined ? {} : { query: { show: options.showId } }),
      autoConnect: false,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 250,
      reconnectionDelayMax: 2_500,
      // Longer than the front holds the request while the server restarts.
      timeout: 12_000,
      forceNew: true,
    });
    const connection = new Connection(socket, options);
    socket.connect();
    try {
      await connection.joined(30_000);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private constructor(socket: ShowSocket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#ticket = options.ticket;
    socket.on('connect', () => void this.#join());
    socket.on('disconnect', (reason) => {
      if (this.state.value.phase === 'ended') return;
      this.state.patch({ phase: 'lost' });
      // socket.io does not reconnect by itself after the server has closed.
      if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), 500);
    });
    this.on('session.ended', ({ reason }) => this.#end(reason, null));
    this.on('session.role-changed', ({ role }) => this.#patchSession({ role }));
    this.on('programme.changed', ({ programme }) => this.#patchSession({ programme }));
  }

  on<Name extends ServerEventName>(name: Name, listener: (data: ServerEventData<Name>) => void): () => void {
    const untyped = this.#socket as unknown as Socket;
    const heard = listener as (...data: unknown[]) => void;
    untyped.on(name as string, heard);
    return () => untyped.off(name as string, heard);
  }

  /** While the socket is away a request waits for it, up to its deadline. */
  async request<Name extends RequestName>(
    name: Name,
    data: RequestInput<Name>,
    deadlineMs = ANSWER_MS,
  ): Promise<ResponseData<Name>> {
    await this.joined(deadlineMs);
    return this.#ask(name, data, deadlineMs);
  }

  /** Before the ticket ends: the connection, and the place on the stage, last as long as the newer one. */
  async renew(ticket: string): Promise<void> {
    await this.request('session.renew', { ticket });
    this.#ticket = ticket;
  }

  /** Resolves as soon as the session is joined. */
  joined(deadlineMs: number): Promise<void> {
    const { phase, failure } = this.state.value;
    if (phase === 'joined') return Promise.resolve();
    if (phase === 'ended') return Promise.reject(failure ?? timedOut());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(timedOut())), deadlineMs);
      const unwatch = this.state.watch((state) => {
        if (state.phase === 'joined') settle(resolve);
        if (state.phase === 'ended') settle(() => reject(state.failure ?? timedOut()));
      });
      const settle = (how: () => void) => {
        clearTimeout(timer);
        unwatch();
        how();
      };
    });
  }

  /** Gives up what this page holds on the server, then hangs up. May be called twice. */
  close(): void {
    if (this.#socket.connected) this.#socket.emit('session.leave', {}, () => {});
    this.#socket.disconnect();
    this.state.patch({ phase: 'ended' });
    this.state.close();
  }

  async #join(): Promise<void> {
    const { name, takeOver } = this.#options;
    const again = this.state.value.joins > 0;
    try {
      const session = await this.#ask(
        'session.join',
        {
          version: PROTOCOL_VERSION,
          ticket: this.#ticket,
          tabId: tabId(),
          takeOver: again ? false : (takeOver ?? false),
          ...(name === undefined ? {} : { name }),
        },
        ANSWER_MS,
      );
      this.state.patch({ phase: 'joined', session, joins: this.state.value.joins + 1 });
    } catch (error) {
      const failure = toWireFailure(error);
      if (!failure.retry) return this.#end(null, failure);
      setTimeout(() => this.#joinAgain(failure), JOIN_AGAIN_MS);
    }
  }

  #joinAgain({ code }: WireFailure): void {
    if (!this.#socket.connected) return;
    // The server may have let this socket join, or be about to: only a new one can be told so. And only a new one gets to the
    // node that runs the show by now.
    if (code === 'timed-out' || code === 'other-node') this.#socket.disconnect().connect();
    else void this.#join();
  }

  async #ask<Name extends RequestName>(
    name: Name,
    data: RequestInput<Name>,
    deadlineMs: number,
  ): Promise<ResponseData<Name>> {
    const untyped = this.#socket as unknown as Socket;
    const ack = await untyped
      .timeout(deadlineMs)
      .emitWithAck(name, data)
      .catch(() => {
        throw timedOut();
      });
    if (ack.ok) return ack.data;
    throw new WireFailure(ack.error);
  }

  #end(ended: EndReason | null, failure: WireFailure | null): void {
    this.state.patch({ phase: 'ended', ended, failure });
    this.#socket.disconnect();
  }

  #patchSession(fields: Partial<SessionView>): void {
    const { session } = this.state.value;
    if (session) this.state.patch({ session: { ...session, ...fields } });
  }
}

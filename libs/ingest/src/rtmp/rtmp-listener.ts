import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls';
import { memoryRateLimiter, networkOf, type RateLimiter } from '#access';
import type { Certificate, Clock, Log } from '#kernel';
import type { FeedCommand } from '../feed/feed-command.js';
import type { IngestLink } from '../link/ingest-link.js';
import { ConnectionPlaces } from './connection-places.js';
import { RtmpConnection } from './rtmp-connection.js';

export interface RtmpListenerOptions {
  host: string;
  port: number;
  /** With it, RTMPS. */
  tls?: Certificate | undefined;
  ffmpeg: FeedCommand;
  link: IngestLink;
  clock: Clock;
  log: Log;
}

const AT_MOST = { all: 200, ofNetwork: 20 };
const SHAKES_HANDS_WITHIN_MS = 10_000;
/** Guessing a key of 256 bits is hopeless; what is bounded is the work that guessing makes. */
const WRONG_KEYS = { burst: 20, perMinute: 20 };

/** The port that OBS and others send to. */
export class RtmpListener {
  readonly #options: RtmpListenerOptions;
  readonly #server: Server;
  readonly #wrongKeys: RateLimiter = memoryRateLimiter('rtmp-wrong-keys', WRONG_KEYS);
  readonly #connections = new Set<RtmpConnection>();
  /** Every open socket by its address and port: one that still shakes hands is no connection yet. */
  readonly #places = new ConnectionPlaces<string>(AT_MOST);
  readonly #sockets = new Set<Socket>();

  /** Rejects where the port is taken. */
  static async open(options: RtmpListenerOptions): Promise<RtmpListener> {
    const listener = new RtmpListener(options);
    await listener.#listen();
    return listener;
  }

  private constructor(options: RtmpListenerOptions) {
    this.#options = options;
    const take = (socket: Socket) => this.#take(socket);
    const tls = options.tls && { ...options.tls, handshakeTimeout: SHAKES_HANDS_WITHIN_MS };
    this.#server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
    // Before anything else, also before a handshake of TLS, which a sender may never end.
    this.#server.prependListener('connection', (socket: Socket) => this.#count(socket));
    // Of a handshake that is too late, Node only tells: one that stops in its middle would stay.
    this.#server.on('tlsClientError', (_error: Error, socket: Socket) => void socket.destroy());
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  /** Connections that are there keep theirs. */
  renew(tls: Certificate): void {
    if (this.#server instanceof TlsServer) this.#server.setSecureContext(tls);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all([...this.#connections].map((connection) => connection.close()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #listen(): Promise<void> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => undefined);
        resolve();
      });
    });
  }

  #count(socket: Socket): void {
    const name = nameOf(socket);
    const end = () => void socket.destroy();
    if (!this.#places.take(name, networkOf(socket.remoteAddress ?? ''), end)) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#places.leave(name);
    });
  }

  #take(socket: Socket): void {
    if (socket.destroyed) return;
    const network = networkOf(socket.remoteAddress ?? '');
    const name = nameOf(socket);
    const { ffmpeg, link, clock, log } = this.#options;
    const connection: RtmpConnection = new RtmpConnection({
      socket,
      ffmpeg,
      link,
      clock,
      log,
      mayTry: async () => (await this.#wrongKeys.take(network)).allowed,
      wasRight: () => {
        this.#places.know(name);
        void this.#wrongKeys.giveBack(network);
      },
      ended: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }
}

/** The same for a socket and for the one of TLS over it. */
const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

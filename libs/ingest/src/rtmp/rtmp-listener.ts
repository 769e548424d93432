import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls';
import { memoryRateLimiter, networkOf, type RateLimiter } from '#access';
import type { Certificate, Clock, Log } from '#kernel';
import type { FeedCommand } from '../feed/feed-command.js';
import type { IngestLink } from '../link/ingest-link.js';
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

const MOST_CONNECTIONS = 200;
const MOST_OF_ONE_NETWORK = 20;
const SHAKES_HANDS_WITHIN_MS = 10_000;
/** Guessing a key of 256 bits is hopeless; what is bounded is the work that guessing makes. */
const WRONG_KEYS = { burst: 20, perMinute: 20 };

/** The port that OBS and others send to. */
export class RtmpListener {
  readonly #options: RtmpListenerOptions;
  readonly #server: Server;
  readonly #wrongKeys: RateLimiter = memoryRateLimiter('rtmp-wrong-keys', WRONG_KEYS);
  readonly #connections = new Set<RtmpConnection>();
  /** Every open socket with its network: those that still shake hands are no connections yet. */
  readonly #sockets = new Map<Socket, string>();

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
    this.#server.maxConnections = MOST_CONNECTIONS;
    // Before anything else, also before a handshake of TLS, which a sender may never end.
    this.#server.prependListener('connection', (socket: Socket) => this.#count(socket));
    this.#server.on('tlsClientError', () => undefined);
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
    for (const socket of this.#sockets.keys()) socket.destroy();
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
    const network = networkOf(socket.remoteAddress ?? '');
    const ofNetwork = [...this.#sockets.values()].filter((each) => each === network).length;
    if (ofNetwork >= MOST_OF_ONE_NETWORK) {
      socket.destroy();
      return;
    }
    this.#sockets.set(socket, network);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #take(socket: Socket): void {
    if (socket.destroyed) return;
    const network = networkOf(socket.remoteAddress ?? '');
    const { ffmpeg, link, clock, log } = this.#options;
    const connection: RtmpConnection = new RtmpConnection({
      socket,
      ffmpeg,
      link,
      clock,
      log,
      mayTry: async () => (await this.#wrongKeys.take(network)).allowed,
      wasRight: () => void this.#wrongKeys.giveBack(network),
      ended: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }
}

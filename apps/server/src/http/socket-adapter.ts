import { createRequire } from 'node:module';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import type { SharedRedis } from '#cluster';
import { systemClock } from '#kernel';

/** A page connects and joins at once: a socket that does neither is no page. */
const CONNECT_TIMEOUT_MS = 15_000;
/** What nodes say to audiences of each other. Enough for an outage of a minute in a busy chat. */
const STREAM = { streamName: 'proscenium.audience', channelPrefix: 'proscenium.audience', maxLen: 20_000 };
/** A reader that has read nothing yet knows no place in the stream to go on from. */
const MARK_EVERY_MS = 2_000;
const NOBODY = 'nobody';

const loadStreams = () =>
  createRequire(import.meta.url)(
    '@socket.io/redis-streams-adapter',
  ) as typeof import('@socket.io/redis-streams-adapter');

/** socket.io as this server runs it: no client file, no compression of small JSON messages, no idle handshakes. */
export class SocketAdapter extends IoAdapter {
  readonly #servers = new Set<Server>();
  readonly #redis: SharedRedis | undefined;
  readonly #stops: (() => void)[] = [];

  constructor(app: INestApplicationContext, redis?: SharedRedis) {
    super(app);
    this.#redis = redis;
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, {
      ...options,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      connectTimeout: CONNECT_TIMEOUT_MS,
    } as ServerOptions);
    this.#servers.add(server);
    if (this.#redis !== undefined) this.#share(server, this.#redis);
    return server;
  }

  #share(server: Server, redis: SharedRedis): void {
    server.adapter(loadStreams().createAdapter(redis.patient, STREAM));
    const mark = () => {
      if (!redis.isAway) server.to(NOBODY).emit('mark');
    };
    this.#stops.push(systemClock.every(MARK_EVERY_MS, mark));
    mark();
  }

  /** Sockets get a notice before the port closes: pages connect again by themselves. */
  override async dispose(): Promise<void> {
    for (const stop of this.#stops) stop();
    // Those of other nodes stay.
    for (const server of this.#servers) server.local.disconnectSockets(true);
    await super.dispose();
  }
}

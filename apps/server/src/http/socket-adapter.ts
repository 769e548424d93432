import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';

/** A page connects and joins at once: a socket that does neither is no page. */
const CONNECT_TIMEOUT_MS = 15_000;

/** socket.io as this server runs it: no client file, no compression of small JSON messages, no idle handshakes. */
export class SocketAdapter extends IoAdapter {
  readonly #servers = new Set<Server>();

  constructor(app: INestApplicationContext) {
    super(app);
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
    return server;
  }

  /** Sockets get a notice before the port closes: pages connect again by themselves. */
  override async dispose(): Promise<void> {
    for (const server of this.#servers) server.disconnectSockets(true);
    await super.dispose();
  }
}

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/** Where a connection really goes: the address that was judged, and the name that its certificate must bear. */
export interface TlsPeer {
  address: string;
  port: number;
  host: string;
}

/**
 * RTMPS for a program that would resolve the name again and check no certificate: it speaks RTMP to this port, and what
 * it says goes on by TLS to the address that was judged.
 */
export class TlsRelay {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;

  static async open(peer: TlsPeer): Promise<TlsRelay> {
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      // One program, one connection.
      if (sockets.size > 0) return near.destroy();
      const far = connectTls({ host: peer.address, port: peer.port, servername: peer.host });
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
      }
      pipeline(near, far, () => far.destroy());
      pipeline(far, near, () => near.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new TlsRelay(server, sockets);
  }

  private constructor(server: Server, sockets: Set<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.port = (server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

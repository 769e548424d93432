import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { claimSocketPath, type Log } from '#kernel';
import { CarriedPackets } from './carried-packets.js';

const MEDIA_WORKERS = '127.0.0.1';

/** Where packets of encoders that are connected to other nodes come in: over the nodes' gate, to the media workers here. */
export class MediaInlet {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async open(path: string, log: Log): Promise<MediaInlet> {
    await claimSocketPath(path);
    const inlet = new MediaInlet(log);
    const listening = once(inlet.#server.listen({ path }), 'listening');
    // No other user has a moment to open it.
    chmodSync(path, 0o600);
    await listening;
    return inlet;
  }

  private constructor(log: Log) {
    this.#server = createServer((socket) => this.#take(socket, log));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** One address for each encoder: by it the media worker knows its sender. */
  #take(socket: Socket, log: Log): void {
    const packets = new CarriedPackets();
    const out = createSocket('udp4');
    this.#sockets.add(socket);
    out.on('error', () => undefined);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      out.close();
    });
    socket.on('data', (bytes: Buffer) => {
      if (socket.destroyed) return;
      try {
        for (const { port, packet } of packets.push(bytes)) out.send(packet, port, MEDIA_WORKERS);
      } catch (error) {
        log.warn('ingest.inlet | another node sends what are no packets', { error });
        socket.destroy();
      }
    });
  }
}

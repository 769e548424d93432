import { createSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { type Log, listenPrivately } from '#kernel';
import { asksForKeyFrame } from '../feed/asks-for-key-frame.js';
import { CarriedPackets, carry } from './carried-packets.js';

const MEDIA_WORKERS = '127.0.0.1';
/** A node that lost its power closes nothing. Longer than an encoder may be silent or wait for its place. */
const SILENT_MS = 60_000;
/** Requests for key frames: a node that reads none of them loses only these. */
const MOST_UNREAD_BYTES = 16 << 10;

/** Where packets of encoders that are connected to other nodes come in: over the nodes' gate, to the media workers here. */
export class MediaInlet {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #log: Log;
  readonly #silentMs: number;

  static async open(path: string, log: Log, silentMs = SILENT_MS): Promise<MediaInlet> {
    const inlet = new MediaInlet(log, silentMs);
    await listenPrivately(inlet.#server, path);
    return inlet;
  }

  private constructor(log: Log, silentMs: number) {
    this.#log = log;
    this.#silentMs = silentMs;
    this.#server = createServer((socket) => this.#take(socket));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** One address for each encoder: by it the media worker knows its sender. */
  #take(socket: Socket): void {
    const packets = new CarriedPackets();
    const out = createSocket('udp4');
    this.#sockets.add(socket);
    out.on('error', () => undefined);
    out.on('message', (packet, { port }) => {
      if (asksForKeyFrame(packet) && socket.writableLength < MOST_UNREAD_BYTES)
        socket.write(carry({ port, packet }));
    });
    // Nothing outside this machine can send to this socket.
    out.bind({ address: MEDIA_WORKERS });
    socket.on('error', () => undefined);
    socket.setTimeout(this.#silentMs, () => socket.destroy());
    socket.once('close', () => {
      this.#sockets.delete(socket);
      out.close();
    });
    socket.on('data', (bytes: Buffer) => {
      if (socket.destroyed) return;
      try {
        for (const { port, packet } of packets.push(bytes)) out.send(packet, port, MEDIA_WORKERS);
      } catch (error) {
        this.#log.warn('ingest.inlet | what another node sends cannot be read', { error });
        socket.destroy();
      }
    });
  }
}

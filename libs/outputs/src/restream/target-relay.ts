import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/** Where a connection really goes: the address that was judged, and the name that its certificate must bear. */
export interface TargetPeer {
  address: string;
  port: number;
  host: string;
  isTls: boolean;
}

/** Which end closed the connection first. */
interface Ends {
  first: 'here' | 'there' | undefined;
}

/** A second is the first time that TCP asks again. */
const CONNECTED_WITHIN_MS = 1_500;
/** A target that takes nothing for so long is left and connected to again. */
const STUCK_MS = 5_000;

/**
 * A connection to a target, and a port of this machine for the one program that then speaks RTMP over it. A target that
 * is away costs one packet an attempt and no program; and RTMPS is checked, which that program would not do.
 */
export class TargetRelay {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #ends: Ends;

  /** Nothing where the target cannot be reached. */
  static async open(peer: TargetPeer, signal: AbortSignal): Promise<TargetRelay | undefined> {
    const far = await connected(peer, signal);
    if (far === undefined) return undefined;
    const sockets = new Set([far]);
    const ends: Ends = { first: undefined };
    for (const event of ['end', 'close'] as const)
      far.once(event, () => {
        ends.first ??= 'there';
      });
    const server = createServer((near) => {
      // One program, one connection.
      if (sockets.size > 1 || far.destroyed) return near.destroy();
      sockets.add(near);
      for (const event of ['end', 'close'] as const)
        near.once(event, () => {
          ends.first ??= 'here';
        });
      near.on('error', () => undefined);
      pipeline(near, far, () => far.destroy());
      pipeline(far, near, () => near.destroy());
    });
    try {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    } catch (error) {
      far.destroy();
      throw error;
    }
    return new TargetRelay(server, sockets, ends);
  }

  private constructor(server: Server, sockets: Set<Socket>, ends: Ends) {
    this.#server = server;
    this.#sockets = sockets;
    this.#ends = ends;
    this.port = (server.address() as AddressInfo).port;
  }

  /** The target closed the connection, before the program of ours did. */
  get isClosedThere(): boolean {
    return this.#ends.first === 'there';
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

async function connected(
  { address, port, host, isTls }: TargetPeer,
  signal: AbortSignal,
): Promise<Socket | undefined> {
  const far = isTls
    ? connectTls({ host: address, port, servername: host })
    : connect({ host: address, port, noDelay: true });
  far.on('error', () => undefined);
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(CONNECTED_WITHIN_MS)]);
    await once(far, isTls ? 'secureConnect' : 'connect', { signal: within });
  } catch {
    far.destroy();
    return undefined;
  }
  // Idle for want of media is no fault of the target.
  far.setTimeout(STUCK_MS, () => {
    if (far.writableLength > 0) far.destroy();
  });
  return far;
}

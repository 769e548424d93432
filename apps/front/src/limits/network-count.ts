import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type IsTrusted, networkOf } from '#access';

/** Counts what each network has open. */
export class NetworkCount {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Nothing where the network has as many as it may. The answer ends the count, once. */
  open(network: string): (() => void) | undefined {
    const count = this.#counts.get(network) ?? 0;
    if (count >= this.#most) return undefined;
    this.#counts.set(network, count + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#counts.get(network) ?? 1) - 1;
      if (left > 0) this.#counts.set(network, left);
      else this.#counts.delete(network);
    };
  }
}

/** Ends connections of a network that has as many as it may. A trusted proxy stands for many. */
export function limitConnections(server: Server, most: number, isTrustedProxy: IsTrusted): void {
  const open = new NetworkCount(most);
  server.on('connection', (socket: Socket) => {
    if (isTrustedProxy(socket.remoteAddress)) return;
    const closed = open.open(networkOf(socket.remoteAddress ?? ''));
    if (closed === undefined) socket.destroy();
    else socket.once('close', closed);
  });
}

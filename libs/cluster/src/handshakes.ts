import type { Socket } from 'node:net';
import { networkOf } from '#access';

/** Another node opens a connection for each show at once; its handshakes take milliseconds. */
const MOST_OF_A_NETWORK = 200;
/** Beyond it the oldest goes: a node has long finished its own. */
const MOST = 600;

const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Connections that have not shown that they know the secret: strangers may open many, and say nothing on them. */
export class Handshakes {
  readonly #pending = new Map<string, { socket: Socket; network: string }>();
  readonly #ofNetwork = new Map<string, number>();

  begin(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '');
    const count = this.#ofNetwork.get(network) ?? 0;
    if (count >= MOST_OF_A_NETWORK) {
      socket.destroy();
      return;
    }
    const key = keyOf(socket);
    this.#pending.set(key, { socket, network });
    this.#ofNetwork.set(network, count + 1);
    socket.once('close', () => this.#forget(key));
    if (this.#pending.size > MOST) this.#dropOldest();
  }

  done(socket: Socket): void {
    this.#forget(keyOf(socket));
  }

  #dropOldest(): void {
    const [oldest] = this.#pending;
    if (oldest === undefined) return;
    const [key, { socket }] = oldest;
    socket.destroy();
    // Not with its `close`, before which the next connections of a burst come.
    this.#forget(key);
  }

  #forget(key: string): void {
    const known = this.#pending.get(key);
    if (known === undefined) return;
    this.#pending.delete(key);
    const left = (this.#ofNetwork.get(known.network) ?? 1) - 1;
    if (left > 0) this.#ofNetwork.set(known.network, left);
    else this.#ofNetwork.delete(known.network);
  }
}

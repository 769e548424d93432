import type { Socket } from 'node:net';
import type { Clock, Log } from '#kernel';
import type { ServerEvent } from '#protocol';
import type { SignalWire } from '../signal-session.js';
import { NodeRelay, type RelayedSocket } from './node-relay.js';

/** Where another node listens for this one. */
export interface NodePlace {
  host: string;
  port: number;
}

export interface NodeRelaysOptions {
  connect(place: NodePlace, signal: AbortSignal): Promise<Socket>;
  /** Sockets for shows of that node can be held here, or no longer. */
  onChanged(place: NodePlace): void;
  clock: Clock;
  log: Log;
}

const keyOf = ({ host, port }: NodePlace): string => `${host}:${port}`;
const DELAYED: ServerEvent = { name: 'audience.delayed', data: { isDelayed: true } };
const IN_TIME: ServerEvent = { name: 'audience.delayed', data: { isDelayed: false } };

/** The ways to all nodes that run shows whose pages are connected here. */
export class NodeRelays {
  readonly #options: NodeRelaysOptions;
  readonly #relays = new Map<string, NodeRelay>();
  readonly #places = new Map<string, NodePlace>();
  #isDelayed = false;

  constructor(options: NodeRelaysOptions) {
    this.#options = options;
  }

  setPlace(showId: string, place: NodePlace): void {
    this.#places.set(showId, place);
    const key = keyOf(place);
    if (!this.#relays.has(key)) this.#relays.set(key, this.#open(place));
    this.#closeUnused();
  }

  /** The show is here by now, or nowhere. */
  forget(showId: string): void {
    this.#places.delete(showId);
    this.#closeUnused();
  }

  isOpen(place: NodePlace): boolean {
    return this.#relays.get(keyOf(place))?.isOpen ?? false;
  }

  /** Whether this node holds the socket for a show of another one. */
  holds(socket: string): boolean {
    return [...this.#relays.values()].some((relay) => relay.holds(socket));
  }

  /** Nothing where the show is not another node's, or that node takes no sockets now. */
  attach(showId: string, wire: SignalWire): RelayedSocket | undefined {
    const relayed = this.#relayOf(showId)?.attach(wire);
    if (relayed !== undefined && this.#isDelayed) wire.send(DELAYED);
    return relayed;
  }

  tellReaders(showId: string, readers: readonly string[]): void {
    this.#relayOf(showId)?.tellReaders(showId, readers);
  }

  /** What is said to audiences of other nodes does not arrive here for now, or does again. */
  setDelayed(isDelayed: boolean): void {
    if (isDelayed === this.#isDelayed) return;
    this.#isDelayed = isDelayed;
    for (const relay of this.#relays.values()) relay.tellCrowd(isDelayed ? DELAYED : IN_TIME);
  }

  close(): void {
    for (const relay of this.#relays.values()) relay.close();
    this.#relays.clear();
    this.#places.clear();
  }

  #relayOf(showId: string): NodeRelay | undefined {
    const place = this.#places.get(showId);
    return place === undefined ? undefined : this.#relays.get(keyOf(place));
  }

  #open(place: NodePlace): NodeRelay {
    const { connect, onChanged, clock, log } = this.#options;
    return NodeRelay.open({
      name: keyOf(place),
      connect: (signal) => connect(place, signal),
      onChanged: () => onChanged(place),
      clock,
      log,
    });
  }

  #closeUnused(): void {
    const used = new Set([...this.#places.values()].map(keyOf));
    for (const [key, relay] of this.#relays) {
      if (used.has(key)) continue;
      this.#relays.delete(key);
      relay.close();
    }
  }
}

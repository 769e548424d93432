import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { IsTrusted } from '#access';
import { connectGate, type GateTarget } from '#cluster';
import { type Clock, type ConnectOptions, FrameChannel, type Log } from '#kernel';
import { ServerPresence } from '../proxy/server-presence.js';
import { type ServerPatience, ServerProxy } from '../proxy/server-proxy.js';
import { UpgradeProxy } from '../proxy/upgrade-proxy.js';
import { isSocket, showOf } from './show-of.js';

export interface Place {
  host: string;
  port: number;
}

export interface OtherNodesOptions {
  secret: string;
  /** The node that runs the show, when it is another one. */
  placeOf(showId: string): Place | undefined;
  /** The server of this node holds the sockets of its pages. */
  holdsSockets(showId: string): boolean;
  patience: ServerPatience;
  isTrustedProxy: IsTrusted;
  clock: Clock;
  log: Log;
}

interface NodeProxies {
  proxy: ServerProxy;
  upgrades: UpgradeProxy;
}

/** What this node asks of the others: requests about shows that they run, and the logs of their programmes. */
export class OtherNodes {
  readonly #options: OtherNodesOptions;
  readonly #nodes = new Map<string, NodeProxies>();

  constructor(options: OtherNodesOptions) {
    this.#options = options;
  }

  /** Whether another node answers it. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const node = this.#nodeFor(request);
    node?.proxy.handle(request, response);
    return node !== undefined;
  }

  upgrade(request: IncomingMessage, client: Duplex, head: Buffer): boolean {
    const node = this.#nodeFor(request);
    void node?.upgrades.handle(request, client, head);
    return node !== undefined;
  }

  /** The log of a show whose programme another node runs. */
  async connectProgramme(place: Place, showId: string, options: ConnectOptions): Promise<FrameChannel> {
    const { signal, ...rest } = options;
    return new FrameChannel(await this.#connect(place, { to: 'programme', showId }, signal), rest);
  }

  close(): void {
    for (const { proxy, upgrades } of this.#nodes.values()) {
      proxy.close();
      upgrades.close();
    }
  }

  #nodeFor({ url = '/' }: IncomingMessage): NodeProxies | undefined {
    const showId = showOf(url);
    if (showId === undefined || (isSocket(url) && this.#options.holdsSockets(showId))) return undefined;
    const place = this.#options.placeOf(showId);
    if (place === undefined) return undefined;
    const name = `${place.host}:${place.port}`;
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const node = this.#open(place);
    this.#nodes.set(name, node);
    return node;
  }

  #open(place: Place): NodeProxies {
    const { patience, isTrustedProxy, clock, log } = this.#options;
    const presence = new ServerPresence(() => this.#connect(place, { to: 'server' }), clock);
    const toServer = { presence, patience, isTrustedProxy };
    return { proxy: new ServerProxy({ ...toServer, clock, log }), upgrades: new UpgradeProxy(toServer) };
  }

  #connect({ host, port }: Place, target: GateTarget, signal?: AbortSignal) {
    return connectGate({ host, port, secret: this.#options.secret }, target, signal);
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { IsTrusted } from '#access';
import { connectGate, type GateTarget } from '#cluster';
import { type Clock, type ConnectOptions, FrameChannel, type Log } from '#kernel';
import { ServerPresence } from '../proxy/server-presence.js';
import { type ServerPatience, ServerProxy } from '../proxy/server-proxy.js';
import { UpgradeProxy } from '../proxy/upgrade-proxy.js';
import { connectInTime } from './connect-in-time.js';
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
  /** The server of this node. */
  connectHere(): Promise<Socket>;
  patience: ServerPatience;
  isTrustedProxy: IsTrusted;
  clock: Clock;
  log: Log;
}

/** A show that nobody asks for costs nothing but its place here. */
const MOST_SHOWS = 1_000;

interface ShowProxies {
  proxy: ServerProxy;
  upgrades: UpgradeProxy;
}

/** What this node asks of the others: requests about shows that they run, and the logs of their programmes. */
export class OtherNodes {
  readonly #options: OtherNodesOptions;
  /** A show's requests wait for whichever node runs it next, where its own has died. */
  readonly #shows = new Map<string, ShowProxies>();

  constructor(options: OtherNodesOptions) {
    this.#options = options;
  }

  /** Whether another node answers it. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const proxies = this.#proxiesFor(request);
    proxies?.proxy.handle(request, response);
    return proxies !== undefined;
  }

  upgrade(request: IncomingMessage, client: Duplex, head: Buffer): boolean {
    const proxies = this.#proxiesFor(request);
    void proxies?.upgrades.handle(request, client, head);
    return proxies !== undefined;
  }

  /** The log of a show whose programme another node runs. */
  async connectProgramme(place: Place, showId: string, options: ConnectOptions): Promise<FrameChannel> {
    const { signal, ...rest } = options;
    return new FrameChannel(await this.#connect(place, { to: 'programme', showId }, signal), rest);
  }

  close(): void {
    for (const { proxy, upgrades } of this.#shows.values()) {
      proxy.close();
      upgrades.close();
    }
  }

  #proxiesFor({ url = '/' }: IncomingMessage): ShowProxies | undefined {
    const showId = showOf(url);
    if (showId === undefined || (isSocket(url) && this.#options.holdsSockets(showId))) return undefined;
    if (this.#options.placeOf(showId) === undefined) return undefined;
    const known = this.#shows.get(showId);
    if (known !== undefined) return known;
    const proxies = this.#open(showId);
    this.#shows.set(showId, proxies);
    for (const [oldest, { proxy }] of this.#shows) {
      if (this.#shows.size <= MOST_SHOWS) break;
      this.#shows.delete(oldest);
      proxy.close();
    }
    return proxies;
  }

  #open(showId: string): ShowProxies {
    const { patience, isTrustedProxy, clock, log, placeOf, connectHere } = this.#options;
    const connect = (signal: AbortSignal) => {
      const place = placeOf(showId);
      // It has come here while the request was waiting.
      return place === undefined ? connectHere() : this.#connect(place, { to: 'server' }, signal);
    };
    const presence = new ServerPresence(() => connectInTime({ connect, clock }), clock);
    const toServer = { presence, patience, isTrustedProxy };
    return { proxy: new ServerProxy({ ...toServer, clock, log }), upgrades: new UpgradeProxy(toServer) };
  }

  #connect({ host, port }: Place, target: GateTarget, signal?: AbortSignal): Promise<Socket> {
    return connectGate({ host, port, secret: this.#options.secret }, target, signal);
  }
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { clientAddress, type IsTrusted, NetworkPace, networkOf } from '#access';
import type { Clock } from '#kernel';
import { limitConnections } from './network-count.js';
import { NetworkLanes } from './network-lanes.js';
import { watchBody } from './slow-body.js';

export interface NetworkLimitsOptions {
  /** Pages of one network that may be connected at once. */
  socketsPerNetwork: number;
  isTrustedProxy: IsTrusted;
  clock: Clock;
}

/** A page has a socket of signaling, and browsers open up to six more to play and to load. */
const CONNECTIONS_OF_A_PAGE = 4;
/** With the server at once. Its answers take milliseconds, so this is thousands a second. */
const EXCHANGES = 64;
/** Some hundred pages that open at once load some thousand files; then it is a flood. */
const USUAL_SOCKETS = 1_000;
const REQUESTS = { burst: 3_000, perSecond: 300 };
/** A network whose requests are refused is slowed down the sooner. */
const REFUSAL_COST = 10;
const REFUSALS = new Set([400, 401, 403, 404, 413, 415, 429]);
/** A server that was restarted gets all its sockets again. */
const UPGRADES_PER_SECOND = 20;

/** What one network may take of the front and, through it, of the server. Playback has limits of its own. */
export class NetworkLimits {
  readonly #options: NetworkLimitsOptions;
  readonly #requests: NetworkPace;
  readonly #upgrades: NetworkPace;
  readonly #lanes = new NetworkLanes(EXCHANGES);

  constructor(options: NetworkLimitsOptions) {
    this.#options = options;
    const { clock, socketsPerNetwork } = options;
    const share = Math.max(1, socketsPerNetwork / USUAL_SOCKETS);
    const { burst, perSecond } = REQUESTS;
    this.#requests = new NetworkPace(clock, { burst: burst * share, perSecond: perSecond * share });
    this.#upgrades = new NetworkPace(clock, { burst: socketsPerNetwork, perSecond: UPGRADES_PER_SECOND });
  }

  limitConnections(server: Server): void {
    const { socketsPerNetwork, isTrustedProxy } = this.#options;
    limitConnections(server, socketsPerNetwork * CONNECTIONS_OF_A_PAGE, isTrustedProxy);
  }

  /** Calls `handle` when it is the turn of this request; not at all where its client has left by then. */
  admit(request: IncomingMessage, response: ServerResponse, handle: () => void): void {
    const { clock, isTrustedProxy } = this.#options;
    const network = networkOf(clientAddress(request, isTrustedProxy));
    let end: () => void = () => undefined;
    const enter = () => {
      const leave = this.#lanes.take(network, handle);
      const rest = hasBody(request) ? watchBody(request, clock, () => request.destroy()) : undefined;
      end = () => {
        leave();
        rest?.();
      };
    };
    response.once('close', () => {
      end();
      if (REFUSALS.has(response.statusCode)) this.#requests.delayMs(network, REFUSAL_COST);
    });
    const delayMs = this.#requests.delayMs(network);
    if (delayMs === 0) enter();
    else response.once('close', clock.after(delayMs, enter));
  }

  /** As `admit`, for a socket of signaling. */
  admitUpgrade(request: IncomingMessage, socket: Duplex, handle: () => void): void {
    const { clock, isTrustedProxy } = this.#options;
    const delayMs = this.#upgrades.delayMs(networkOf(clientAddress(request, isTrustedProxy)));
    if (delayMs === 0) {
      handle();
      return;
    }
    // Nobody listens to it until it is handled.
    socket.on('error', () => socket.destroy());
    socket.once('close', clock.after(delayMs, handle));
  }
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

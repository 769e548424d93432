import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
  request as send,
} from 'node:http';
import { pipeline } from 'node:stream';
import type { IsTrusted } from '#access';
import type { Clock, Log } from '#kernel';
import { endToEnd, towardsServer } from './forwarded-headers.js';
import type { ServerPresence } from './server-presence.js';
import { isPage, sendUnavailable } from './unavailable.js';

export interface ServerProxyOptions {
  /** The server's socket, where it is on this machine: connections to it are kept for the next request. */
  path?: string;
  presence: ServerPresence;
  /** How long a request waits for a server that is restarting. */
  patience: ServerPatience;
  isTrustedProxy: IsTrusted;
  clock: Clock;
  log: Log;
}

export interface ServerPatience {
  /** A person looks at an empty page meanwhile. */
  pageMs: number;
  /** Programs and sockets: what they would be told is to try again. */
  otherMs: number;
}

/** `away`: nobody listens. `lost`: ended without an answer. `stale`: so did a connection that had been idle. */
type Outcome = 'answered' | 'away' | 'lost' | 'stale';

const NO_SERVER = new Set(['ENOENT', 'ECONNREFUSED']);
const MOST_LOST = 1;
const SPARE_MS = 3_000;
/** No exchange with the server takes longer; long polls and uploads are far below. */
const LONGEST_EXCHANGE_MS = 300_000;

/** One for all exchanges: the stack of an error takes longer than the rest of what ends one. */
const OVER = new Error('the exchange is over');

/** Pages, API and everything else that is not playback: handed to the server and back as it is. */
export class ServerProxy {
  readonly #options: ServerProxyOptions;
  /** The server keeps idle connections for longer than this, so that few are closed while they are taken. */
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: 64, timeout: SPARE_MS, scheduling: 'lifo' });
  #open = 0;
  #unavailable = 0;

  constructor(options: ServerProxyOptions) {
    this.#options = options;
  }

  /** Requests that the server has not answered yet. */
  get openCount(): number {
    return this.#open;
  }

  /** Requests that found no server. */
  get unavailableCount(): number {
    return this.#unavailable;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#open += 1;
    const abort = new AbortController();
    const cancel = this.#options.clock.after(LONGEST_EXCHANGE_MS, () => response.destroy());
    response.once('close', () => {
      this.#open -= 1;
      cancel();
      abort.abort(OVER);
    });
    void this.#forward(request, response, abort.signal);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #forward(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const { path } = this.#options;
    const isAnswered =
      path !== undefined && isRepeatable(request)
        ? await this.#repeat(path, request, response, signal)
        : await this.#sendOnce(request, response, signal);
    if (isAnswered || signal.aborted) return;
    this.#unavailable += 1;
    sendUnavailable(request, response);
  }

  /** Without a body and without effects: sent again over another connection, to another server if need be. */
  async #repeat(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { presence, clock, patience } = this.#options;
    const untilMs = clock.monotonicMs() + (isPage(request) ? patience.pageMs : patience.otherMs);
    // A request that kills the server is not given to it for ever.
    for (let lost = 0; lost <= MOST_LOST && !signal.aborted; ) {
      const outcome = await this.#exchange(request, response, { agent: this.#agent, socketPath: path });
      if (outcome === 'answered') return true;
      if (outcome === 'stale') continue;
      if (outcome === 'lost') lost += 1;
      if (!(await presence.whenThere(untilMs - clock.monotonicMs(), signal))) return false;
    }
    return false;
  }

  /** Once the server is there. What it may have acted on is never sent twice. */
  async #sendOnce(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<boolean> {
    const { presence, patience } = this.#options;
    const socket = await presence.connect(patience.otherMs, signal);
    if (!socket) return false;
    const outcome = await this.#exchange(request, response, { createConnection: () => socket });
    if (outcome !== 'answered') socket.destroy();
    return outcome === 'answered';
  }

  #exchange(request: IncomingMessage, response: ServerResponse, by: RequestOptions): Promise<Outcome> {
    return new Promise((resolve) => {
      const outgoing = send({
        ...by,
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: towardsServer(request, this.#options.isTrustedProxy),
        setHost: false,
      });
      const onClientGone = () => outgoing.destroy();
      response.once('close', onClientGone);
      outgoing.once('response', (answer) => {
        resolve('answered');
        this.#answer(response, answer, outgoing);
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        response.off('close', onClientGone);
        resolve(outgoing.reusedSocket ? 'stale' : NO_SERVER.has(error.code ?? '') ? 'away' : 'lost');
      });
      if (isRepeatable(request)) outgoing.end();
      else pipeline(request, outgoing, () => undefined);
    });
  }

  #answer(response: ServerResponse, answer: IncomingMessage, outgoing: ClientRequest): void {
    if (response.destroyed) {
      outgoing.destroy();
      return;
    }
    response.writeHead(
      answer.statusCode ?? 502,
      answer.statusMessage,
      endToEnd(answer.rawHeaders, answer.headers.connection),
    );
    pipeline(answer, response, (error) => {
      // Half an answer must not look like a whole one.
      if (error) response.destroy();
      if (error) outgoing.destroy();
    });
  }
}

function isRepeatable({ method, headers }: IncomingMessage): boolean {
  const isBodiless =
    headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  return isBodiless && (method === 'GET' || method === 'HEAD');
}

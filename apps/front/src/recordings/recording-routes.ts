import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { clientAddress, type IsTrusted, networkOf } from '#access';
import type { Clock, Log } from '#kernel';
import { parseRange } from '#origin';
import { type RecordingGrant, servedType } from '#outputs';
import { NetworkCount } from '../limits/network-count.js';

export interface RecordingRoutesOptions {
  /** Of all recordings: a folder for each show, in it one for each recording. */
  root: string;
  /** Nothing when the token is not ours, or over. */
  read(token: string, nowMs: number): RecordingGrant | undefined;
  isTrustedProxy: IsTrusted;
  clock: Clock;
  log: Log;
}

const PREFIX = '/recordings/';
const PATH =
  /^\/recordings\/([A-Za-z0-9._-]{1,512})\/([a-z0-9.-]{1,80})(?:\?download=([A-Za-z0-9._-]{1,80}))?$/;
/** Each holds a file and a connection; what comes beyond is refused for a moment. */
const MOST_OPEN = 1_000;
/** One network leaves room for the others: some hundred viewers behind one address, or forty downloads in six pieces. */
const MOST_OF_A_NETWORK = 250;
const RETRY_SECONDS = '2';
const NOT_SHARED = 'private, max-age=3600';
const COMMON = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Content-Length, Content-Range, ETag',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** The files of recordings, straight from the disk: a link opens one recording until it expires. */
export class RecordingRoutes {
  readonly #options: RecordingRoutesOptions;
  readonly #readers = new NetworkCount(MOST_OF_A_NETWORK);
  #open = 0;

  constructor(options: RecordingRoutesOptions) {
    this.#options = options;
  }

  /** Takes over everything below `/recordings/` on this server. */
  attach(server: Server): void {
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (request.url?.startsWith(PREFIX)) this.#handleSafely(request, response);
      else for (const other of others) other.call(server, request, response);
    });
  }

  #handleSafely(request: IncomingMessage, response: ServerResponse): void {
    this.#handle(request, response).catch((error) => {
      this.#options.log.error('front.recording | failed', { error });
      response.destroy();
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '' } = request;
    if (method === 'OPTIONS') {
      const allowed = {
        'Access-Control-Allow-Methods': 'GET, HEAD',
        'Access-Control-Allow-Headers': 'Range',
      };
      response.writeHead(204, { ...COMMON, ...allowed, 'Access-Control-Max-Age': '86400' }).end();
      return;
    }
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, { Allow: 'GET, HEAD, OPTIONS' });
    const [, token = '', name = '', download] = PATH.exec(request.url ?? '') ?? [];
    const grant = this.#options.read(token, this.#options.clock.wallMs());
    if (grant === undefined) return refuse(response, 403);
    const type = servedType(name, grant.scope);
    const path = join(this.#options.root, grant.showId, grant.recordingId, name);
    const file = type === undefined ? undefined : await stat(path).catch(() => undefined);
    if (type === undefined || !file?.isFile()) return refuse(response, 404);
    if (this.#open >= MOST_OPEN) return refuse(response, 503, { 'Retry-After': RETRY_SECONDS });
    const leave = this.#readers.open(networkOf(clientAddress(request, this.#options.isTrustedProxy)));
    if (leave === undefined) return refuse(response, 503, { 'Retry-After': RETRY_SECONDS });
    response.once('close', leave);
    const etag = `"${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}"`;
    const headers = {
      ...COMMON,
      'Content-Type': type,
      'Cache-Control': NOT_SHARED,
      ETag: etag,
      'Accept-Ranges': 'bytes',
      ...(download === undefined ? {} : { 'Content-Disposition': `attachment; filename="${download}"` }),
    };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    const mayBePartial = (request.headers['if-range'] ?? etag) === etag;
    this.#send(response, path, file.size, headers, mayBePartial ? request.headers.range : undefined, method);
  }

  #send(
    response: ServerResponse,
    path: string,
    size: number,
    headers: Record<string, string>,
    asked: string | undefined,
    method: string,
  ): void {
    const range = parseRange(asked, size);
    if (range === 'unsatisfiable') {
      response
        .writeHead(416, { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': '0' })
        .end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: size - 1 };
    const length = { 'Content-Length': `${end - start + 1}` };
    if (range === undefined) response.writeHead(200, { ...headers, ...length });
    else response.writeHead(206, { ...headers, ...length, 'Content-Range': `bytes ${start}-${end}/${size}` });
    if (method === 'HEAD' || size === 0) {
      response.end();
      return;
    }
    this.#open += 1;
    pipeline(createReadStream(path, { start, end }), response, () => {
      this.#open -= 1;
    });
  }
}

const MESSAGES: Record<number, { code: string; title: string }> = {
  403: {
    code: 'not-admitted',
    title: 'This link has expired. Open the page of the show to get a valid one.',
  },
  404: { code: 'not-found', title: 'There is no such file.' },
  405: { code: 'method-not-allowed', title: 'This address can only be read.' },
  503: { code: 'busy', title: 'Too many downloads at once. Try again in a moment.' },
};

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  const body = JSON.stringify({ status, ...MESSAGES[status] });
  const type = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...COMMON, ...type, ...headers }).end(body);
}

import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { clientAddress, type IsTrusted, networkOf } from '#access';
import { atMost, type Clock, type Log } from '#kernel';
import { parseRange } from '#origin';
import { type ObjectStore, type RecordingGrant, servedType } from '#outputs';
import { NetworkCount } from '../limits/network-count.js';
import { type RecordedFile, RecordedFiles } from './recorded-files.js';

export interface RecordingRoutesOptions {
  /** Of all recordings: a folder for each show, in it one for each recording. */
  root: string;
  /** Nothing when the token is not ours, or over. */
  read(token: string, nowMs: number): RecordingGrant | undefined;
  /** Where recordings are that left this disk. */
  openArchive?: (() => Promise<ObjectStore>) | undefined;
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
/** A download that takes longer goes on: only its beginning is checked. */
const LONGEST_LINK_SECONDS = 3_600;
const NOT_SHARED = 'private, max-age=3600';
const COMMON = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Content-Length, Content-Range, ETag',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** The files of recordings, straight from the disk or the archive: a link opens one recording until it expires. */
export class RecordingRoutes {
  readonly #options: RecordingRoutesOptions;
  readonly #readers = new NetworkCount(MOST_OF_A_NETWORK);
  readonly #files: RecordedFiles;
  #open = 0;

  constructor(options: RecordingRoutesOptions) {
    this.#options = options;
    this.#files = new RecordedFiles(options);
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
    if (type === undefined) return refuse(response, 404);
    if (this.#open >= MOST_OPEN) return refuse(response, 503, { 'Retry-After': RETRY_SECONDS });
    const leave = this.#readers.open(networkOf(clientAddress(request, this.#options.isTrustedProxy)));
    if (leave === undefined) return refuse(response, 503, { 'Retry-After': RETRY_SECONDS });
    response.once('close', leave);
    const file = await this.#find(grant, name);
    if (file === 'away') return refuse(response, 502, { 'Retry-After': RETRY_SECONDS });
    if (file === undefined) return refuse(response, 404);
    if (download !== undefined && (await this.#redirect(response, file, grant, type, download))) return;
    const headers = headersOf(file, type, download);
    if (request.headers['if-none-match'] === headers.ETag) {
      response.writeHead(304, headers).end();
      return;
    }
    const mayBePartial = (request.headers['if-range'] ?? headers.ETag) === headers.ETag;
    await this.#send(response, file, headers, mayBePartial ? request.headers.range : undefined, method);
  }

  async #find(
    { showId, recordingId }: RecordingGrant,
    name: string,
  ): Promise<RecordedFile | undefined | 'away'> {
    try {
      return await this.#files.find(showId, recordingId, name);
    } catch (error) {
      this.#options.log.warn('front.recording | the archive cannot be reached', { showId, error });
      return 'away';
    }
  }

  /** To the store itself, for as long as the link is good. */
  async #redirect(
    response: ServerResponse,
    file: RecordedFile,
    { expiresAtMs }: RecordingGrant,
    type: string,
    saveAs: string,
  ): Promise<boolean> {
    const leftSeconds = (expiresAtMs - this.#options.clock.wallMs()) / 1_000;
    const seconds = Math.min(LONGEST_LINK_SECONDS, Math.max(1, leftSeconds));
    const location = await file.linkTo({ seconds, type, saveAs });
    if (location === undefined) return false;
    const headers = { 'Cache-Control': 'no-store', 'Content-Length': '0', Location: location };
    response.writeHead(302, { ...COMMON, ...headers }).end();
    return true;
  }

  async #send(
    response: ServerResponse,
    file: RecordedFile,
    headers: Record<string, string>,
    asked: string | undefined,
    method: string,
  ): Promise<void> {
    const { bytes } = file;
    const range = parseRange(asked, bytes);
    if (range === 'unsatisfiable') {
      response
        .writeHead(416, { ...headers, 'Content-Range': `bytes */${bytes}`, 'Content-Length': '0' })
        .end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: bytes - 1 };
    const length = { 'Content-Length': `${end - start + 1}` };
    const isEmpty = method === 'HEAD' || bytes === 0;
    // Before the head is sent: a store that is away is an answer of its own.
    const body = isEmpty ? undefined : await file.read({ start, end }).catch(() => null);
    if (body === null) return refuse(response, 502, { 'Retry-After': RETRY_SECONDS });
    if (range === undefined) response.writeHead(200, { ...headers, ...length });
    else
      response.writeHead(206, { ...headers, ...length, 'Content-Range': `bytes ${start}-${end}/${bytes}` });
    if (body === undefined) {
      response.end();
      return;
    }
    this.#open += 1;
    // What a store sends beyond what was announced would be read as the next answer of this connection.
    pipeline(body, atMost(end - start + 1), response, () => {
      this.#open -= 1;
    });
  }
}

function headersOf(file: RecordedFile, type: string, download: string | undefined) {
  return {
    ...COMMON,
    'Content-Type': type,
    'Cache-Control': NOT_SHARED,
    ETag: `"${file.tag}"`,
    'Accept-Ranges': 'bytes',
    ...(download === undefined ? {} : { 'Content-Disposition': `attachment; filename="${download}"` }),
  };
}

const MESSAGES: Record<number, { code: string; title: string }> = {
  403: {
    code: 'not-admitted',
    title: 'This link has expired. Open the page of the show to get a valid one.',
  },
  404: { code: 'not-found', title: 'There is no such file.' },
  405: { code: 'method-not-allowed', title: 'This address can only be read.' },
  502: { code: 'archive-away', title: 'Recordings of before cannot be read now. Try again in a moment.' },
  503: { code: 'busy', title: 'Too many downloads at once. Try again in a moment.' },
};

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  const body = JSON.stringify({ status, ...MESSAGES[status] });
  const type = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...COMMON, ...type, ...headers }).end(body);
}

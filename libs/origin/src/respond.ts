import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseRange } from './byte-range.js';
import type { PrintedText } from './playlist-view.js';

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** Players in other origins read these; `Age` is how they know a cached playlist's real age. */
const SHARED_HEADERS = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'Age, Date, ETag, Content-Length, Content-Range, Retry-After',
  'X-Content-Type-Options',
  'nosniff',
];

const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';

function finish({ request, response }: Exchange, status: number, headers: string[], body?: Buffer): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, [...SHARED_HEADERS, ...headers]);
  if (body === undefined || request.method === 'HEAD') response.end();
  else response.end(body);
}

const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === etag));

const acceptsGzip = (header: string | string[] | undefined): boolean =>
  typeof header === 'string' && /(^|[\s,])gzip(?!;q=0(\.0+)?($|,))/.test(header);

export function sendPlaylist(exchange: Exchange, text: PrintedText, cacheControl: string): void {
  const { headers } = exchange.request;
  const zipped = acceptsGzip(headers['accept-encoding']);
  const etag = `"${text.etag}${zipped ? 'z' : ''}"`;
  const common = ['Cache-Control', cacheControl, 'ETag', etag, 'Vary', 'Accept-Encoding'];
  if (isKnown(headers['if-none-match'], etag)) {
    finish(exchange, 304, common);
    return;
  }
  const body = zipped ? text.gzip : text.plain;
  if (zipped) common.push('Content-Encoding', 'gzip');
  finish(exchange, 200, [...common, 'Content-Type', PLAYLIST_TYPE, 'Content-Length', `${body.length}`], body);
}

export interface MediaBody {
  bytes: Buffer;
  contentType: string;
  etag: string;
  cacheControl: string;
}

export function sendMedia(exchange: Exchange, { bytes, contentType, etag, cacheControl }: MediaBody): void {
  const { headers } = exchange.request;
  const common = ['Cache-Control', cacheControl, 'ETag', etag, 'Accept-Ranges', 'bytes'];
  if (isKnown(headers['if-none-match'], etag)) {
    finish(exchange, 304, common);
    return;
  }
  const mayBePartial = headers['if-range'] === undefined || headers['if-range'] === etag;
  const range = mayBePartial ? parseRange(headers.range, bytes.length) : undefined;
  if (range === 'unsatisfiable') {
    finish(exchange, 416, [...common, 'Content-Range', `bytes */${bytes.length}`, 'Content-Length', '0']);
    return;
  }
  const body = range ? bytes.subarray(range.start, range.end + 1) : bytes;
  if (range) common.push('Content-Range', `bytes ${range.start}-${range.end}/${bytes.length}`);
  common.push('Content-Type', contentType, 'Content-Length', `${body.length}`);
  finish(exchange, range ? 206 : 200, common, body);
}

export interface Refusal {
  status: number;
  code: string;
  message: string;
  cacheControl: string;
  retryAfterSeconds?: number;
}

export function sendRefusal(exchange: Exchange, refusal: Refusal): void {
  const { status, code, message, cacheControl, retryAfterSeconds } = refusal;
  const body = Buffer.from(JSON.stringify({ status, code, title: message }));
  const headers = ['Cache-Control', cacheControl, 'Content-Type', 'application/problem+json'];
  headers.push('Content-Length', `${body.length}`);
  if (retryAfterSeconds !== undefined) headers.push('Retry-After', `${retryAfterSeconds}`);
  finish(exchange, status, headers, body);
}

export function sendJson(exchange: Exchange, value: unknown, cacheControl: string): void {
  const body = Buffer.from(JSON.stringify(value));
  const headers = ['Cache-Control', cacheControl, 'Content-Type', 'application/json'];
  finish(exchange, 200, [...headers, 'Content-Length', `${body.length}`], body);
}

export function sendEmpty(exchange: Exchange, status: number, headers: string[] = []): void {
  finish(exchange, status, status === 204 ? headers : [...headers, 'Content-Length', '0']);
}

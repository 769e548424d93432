import type { IncomingMessage, ServerResponse } from 'node:http';
import { type PartFacts, printPartFacts } from '#media';
import { parseRange } from './byte-range.js';
import { cachePolicy } from './cache-policy.js';
import type { PrintedText } from './playlist-view.js';
import type { RefusalPace } from './refusal-pace.js';
import { PART_HEADER, SHARED_HEADERS } from './shared-headers.js';

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Whose it is, for limits; absent where it comes from an edge of ours. */
  client?: string;
  refusals?: RefusalPace;
}

function finish(
  { request, response }: Exchange,
  status: number,
  headers: readonly string[],
  body?: Buffer,
): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, [...headers, ...SHARED_HEADERS]);
  if (body === undefined || request.method === 'HEAD') response.end();
  else response.end(body);
}

const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === etag));

const acceptsGzip = (header: string | string[] | undefined): boolean =>
  typeof header === 'string' && /(^|[\s,])gzip(?!;q=0(\.0+)?($|,))/.test(header);

export function sendPlaylist({ request, response }: Exchange, text: PrintedText, cacheControl: string): void {
  if (response.writableEnded || response.destroyed) return;
  const { headers, method } = request;
  const body = acceptsGzip(headers['accept-encoding']) ? text.gzip : text.plain;
  if (isKnown(headers['if-none-match'], body.etag)) {
    const kept = ['Cache-Control', cacheControl, 'ETag', body.etag, 'Vary', 'Accept-Encoding'];
    response.writeHead(304, [...kept, ...SHARED_HEADERS]).end();
    return;
  }
  response.writeHead(200, body.headersFor(cacheControl) as string[]);
  if (method === 'HEAD') response.end();
  else response.end(body.latin1, 'latin1');
}

export interface MediaLabel {
  name: string;
  kind: 'video' | 'audio' | 'subtitles' | undefined;
  /** Asked once for each medium. */
  facts?(): PartFacts | undefined;
}

interface MediaHead {
  etag: string;
  headers: readonly string[];
  /** Of an answer with all of it, as nearly every one is. */
  whole: string[];
}

const TYPES = { video: 'video/mp4', audio: 'audio/mp4', subtitles: 'text/vtt; charset=utf-8' };

/** Built once for each medium, for as long as its bytes are held. */
const mediaHeads = new WeakMap<Buffer, MediaHead>();

function mediaHeadOf(bytes: Buffer, { name, kind, facts }: MediaLabel): MediaHead {
  const known = mediaHeads.get(bytes);
  if (known) return known;
  // A name is never used twice, so the name and the length are the entity.
  const etag = `"${name.replaceAll('/', '.')}-${bytes.length}"`;
  const type = TYPES[kind ?? 'video'];
  const headers = [
    ...['Content-Type', type, 'Cache-Control', cachePolicy.media, 'ETag', etag, 'Accept-Ranges', 'bytes'],
    ...SHARED_HEADERS,
  ];
  const said = facts?.();
  if (said) headers.push(PART_HEADER, printPartFacts(said));
  const head = { etag, headers, whole: [...headers, 'Content-Length', `${bytes.length}`] };
  mediaHeads.set(bytes, head);
  return head;
}

export function sendMedia({ request, response }: Exchange, bytes: Buffer, label: MediaLabel): void {
  if (response.writableEnded || response.destroyed) return;
  const { headers: asked, method } = request;
  const head = mediaHeadOf(bytes, label);
  if (isKnown(asked['if-none-match'], head.etag)) {
    response.writeHead(304, head.headers as string[]).end();
    return;
  }
  const mayBePartial = asked.range !== undefined && (asked['if-range'] ?? head.etag) === head.etag;
  const body = mayBePartial ? partOf(response, bytes, head, asked.range) : bytes;
  if (body === bytes) response.writeHead(200, head.whole);
  if (method === 'HEAD' || body === undefined) response.end();
  else response.end(body);
}

/** Writes the head of what a range asks for; without one that is understood, it is all of it and the head is not written. */
function partOf(
  response: ServerResponse,
  bytes: Buffer,
  { headers }: MediaHead,
  asked: string | undefined,
): Buffer | undefined {
  const range = parseRange(asked, bytes.length);
  if (range === undefined) return bytes;
  if (range === 'unsatisfiable') {
    const nothing = ['Content-Range', `bytes */${bytes.length}`, 'Content-Length', '0'];
    // The refusal of one client's range: a cache that kept it under the address would send it to everybody.
    response.writeHead(416, ['Cache-Control', cachePolicy.unavailable, ...nothing, ...SHARED_HEADERS]);
    return undefined;
  }
  const body = bytes.subarray(range.start, range.end + 1);
  const place = ['Content-Length', `${body.length}`, 'Content-Range'];
  response.writeHead(206, [...headers, ...place, `bytes ${range.start}-${range.end}/${bytes.length}`]);
  return body;
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
  const send = () => finish(exchange, status, headers, body);
  const { client, refusals, response } = exchange;
  if (client === undefined || refusals === undefined) send();
  else refusals.pass(client, response, send);
}

export function sendJson(exchange: Exchange, value: unknown, cacheControl: string): void {
  const body = Buffer.from(JSON.stringify(value));
  const headers = ['Cache-Control', cacheControl, 'Content-Type', 'application/json'];
  finish(exchange, 200, [...headers, 'Content-Length', `${body.length}`], body);
}

export function sendEmpty(exchange: Exchange, status: number, headers: string[] = []): void {
  finish(exchange, status, status === 204 ? headers : [...headers, 'Content-Length', '0']);
}

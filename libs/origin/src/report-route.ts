import { clientAddress, type IsTrusted, networkOf, type RateLimiter } from '#access';
import type { Clock } from '#kernel';
import { cachePolicy } from './cache-policy.js';
import type { PlaybackTokens } from './playback-token.js';
import type { PlaybackDirectory, PlaybackGate } from './ports.js';
import type { AudienceQuality } from './quality/audience-quality.js';
import { type Exchange, sendEmpty } from './respond.js';
import { LONGEST_BATCH_BYTES, type ViewerReports } from './viewer-reports.js';

export interface ReportRouteOptions {
  shows: PlaybackDirectory;
  tokens?: Pick<PlaybackTokens, 'read'> | undefined;
  gate?: PlaybackGate | undefined;
  clock: Clock;
  reports: ViewerReports;
  quality: AudienceQuality;
  /** Batches of one network, so that one client is not a whole audience. */
  limiter: RateLimiter;
  isTrustedProxy: IsTrusted;
}

export const REPORTS_PREFIX = '/live-reports/';
const PATH = /^\/live-reports\/(?:t\/([A-Za-z0-9._-]{1,512})\/)?([A-Za-z0-9_-]{1,64})$/;
/** Event reports of CMCD version 2, from any player. */
const CMCD = /^application\/cmcd\b/i;
const NOT_KEPT = ['Cache-Control', cachePolicy.unavailable];

/**
 * Players tell in batches, as CMCD or as JSON, what their viewers see: `POST /live-reports/t/TOKEN/SHOW`, by the token that came with the
 * show or the ticket. Who was not let see a show, or is banned from it, has nothing to report.
 */
export class ReportRoute {
  readonly #options: ReportRouteOptions;

  constructor(options: ReportRouteOptions) {
    this.#options = options;
  }

  async handle(exchange: Exchange): Promise<void> {
    const { shows } = this.#options;
    const { request } = exchange;
    const [, token, showId = ''] = PATH.exec(request.url ?? '') ?? [];
    if (!shows.find(showId)) return refuse(exchange, 404);
    if (!this.#mayReport(showId, token)) return refuse(exchange, 403);
    const waitMs = await this.#overLimitMs(exchange, showId);
    if (waitMs > 0) return refuse(exchange, 429, ['Retry-After', `${Math.ceil(waitMs / 1_000)}`]);
    const body = await bodyOf(exchange);
    if (body === undefined) return;
    sendEmpty(exchange, this.#take(exchange, showId, body) ? 204 : 400, NOT_KEPT);
  }

  /** Whether the batch could be read. */
  #take({ request }: Exchange, showId: string, body: string): boolean {
    const { reports, quality } = this.#options;
    if (!CMCD.test(request.headers['content-type'] ?? '')) return reports.take(showId, body);
    const facts = reports.takeCmcd(showId, body);
    if (facts !== undefined) quality.add(showId, request, facts);
    return facts !== undefined;
  }

  #mayReport(showId: string, token: string | undefined): boolean {
    const { tokens, gate, clock } = this.#options;
    const grant = token === undefined ? undefined : tokens?.read(token, clock.wallMs());
    if (grant?.showId !== showId) return false;
    return gate?.isAdmitted(showId, grant.viewerId) ?? true;
  }

  async #overLimitMs({ request }: Exchange, showId: string): Promise<number> {
    const { limiter, isTrustedProxy } = this.#options;
    const network = networkOf(clientAddress(request, isTrustedProxy));
    const { allowed, retryAfterMs } = await limiter.take(`${showId} ${network}`);
    return allowed ? 0 : retryAfterMs;
  }
}

/** The body is not read: the connection ends with the answer. */
function refuse(exchange: Exchange, status: number, headers: readonly string[] = []): void {
  sendEmpty(exchange, status, [...NOT_KEPT, ...headers, 'Connection', 'close']);
}

/** Nothing when it is too long, or breaks off. */
function bodyOf({ request }: Exchange): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > LONGEST_BATCH_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('close', () => resolve(undefined));
  });
}

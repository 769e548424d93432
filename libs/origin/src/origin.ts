import type { Server as HttpServer, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { clientAddress, type IsTrusted, MemoryRateLimiter, networkOf, readerKey } from '#access';
import { type Clock, type Log, type RandomBytes, systemRandom } from '#kernel';
import { Admission } from './admission.js';
import { cachePolicy } from './cache-policy.js';
import type { LatencySummary } from './latency-window.js';
import { type MediumPath, parseLivePath } from './live-path.js';
import { LiveRoutes } from './live-routes.js';
import { OpenResponses } from './open-responses.js';
import type { PlaybackTokens } from './playback-token.js';
import type { PlaybackDirectory, PlaybackGate, Programme } from './ports.js';
import { AudienceQuality } from './quality/audience-quality.js';
import { cmcdOfRequest } from './quality/cmcd-of-request.js';
import type { QualityGroupsJson } from './quality/quality-groups.js';
import { RecentReaders } from './recent-readers.js';
import { RefusalPace } from './refusal-pace.js';
import { REPORTS_PREFIX, ReportRoute } from './report-route.js';
import { type Exchange, sendEmpty, sendJson, sendRefusal } from './respond.js';
import { type SteeringOptions, steeringManifest, withSteering } from './steering.js';
import { ViewerReports } from './viewer-reports.js';

export interface OriginOptions {
  shows: PlaybackDirectory;
  clock: Clock;
  log: Log;
  tokens?: Pick<PlaybackTokens, 'read'>;
  /** What players report by. Without them no report is taken. */
  reportTokens?: Pick<PlaybackTokens, 'read'>;
  gate?: PlaybackGate;
  edgeSecret?: string;
  steering?: SteeringOptions;
  /** In which a CDN names the country of a viewer; lower case. */
  countryHeader?: string | undefined;
  /** Whose X-Forwarded-For is believed. */
  isTrustedProxy?: IsTrusted;
  heldLimit?: number;
  heldPerClient?: number;
  random?: RandomBytes;
  /** A release of waiting players: how many, and how long it took. */
  onReleased?(count: number, tookMs: number): void;
  /** For traces: a medium was sent whole. */
  onMediumSent?: ((sent: SentMedium) => void) | undefined;
}

export interface SentMedium {
  showId: string;
  renditionId: string;
  /** As it stands in playlists. */
  name: string;
  status: number;
  askedWallMs: number;
  sentWallMs: number;
}

const EDGE_HEADER = 'x-proscenium-edge';
const UNKNOWN_SHOW_SECONDS = 2;
/** A player sends one every ten seconds; behind one address of a school or an office there are dozens. */
const BATCHES_OF_A_NETWORK = { burst: 120, perMinute: 240 };
/** A player may send CMCD with each part: of more than a few dozen players behind one address not every request counts. */
const CMCD_OF_A_NETWORK = { burst: 600, perMinute: 3_600 };
const DEFAULT_HELD_LIMIT = 20_000;
const trustsNobody: IsTrusted = () => false;

/** Programmes over HTTP, beside the framework's pipeline: raw handlers, buffers that were built once. */
export class Origin {
  readonly #options: OriginOptions;
  readonly #routes: LiveRoutes;
  readonly #admission: Admission;
  readonly #open: OpenResponses;
  readonly #reports: ViewerReports;
  readonly #reportRoute: ReportRoute;
  readonly #quality: AudienceQuality;
  readonly #cmcdLimiter = new MemoryRateLimiter('live-cmcd', CMCD_OF_A_NETWORK);
  readonly #readers: RecentReaders;
  readonly #refusals: RefusalPace;

  private constructor(options: OriginOptions) {
    const { clock, log, random = systemRandom, heldLimit = DEFAULT_HELD_LIMIT } = options;
    this.#options = options;
    this.#admission = new Admission(options);
    this.#open = new OpenResponses(clock);
    this.#reports = new ViewerReports(clock);
    this.#quality = new AudienceQuality({
      edges: options.steering?.edges ?? [],
      countryHeader: options.countryHeader,
    });
    this.#reportRoute = new ReportRoute({
      shows: options.shows,
      tokens: options.reportTokens,
      gate: options.gate,
      clock,
      reports: this.#reports,
      quality: this.#quality,
      limiter: new MemoryRateLimiter('live-reports', BATCHES_OF_A_NETWORK),
      isTrustedProxy: options.isTrustedProxy ?? trustsNobody,
    });
    this.#readers = new RecentReaders(clock);
    this.#refusals = new RefusalPace(clock);
    this.#routes = new LiveRoutes({
      clock,
      log,
      heldLimit,
      heldPerClient: options.heldPerClient,
      runTag: Buffer.from(random(6)).toString('base64url'),
      onAnswered: (response) => this.#open.watch(response),
      onReleased: (count, tookMs) => options.onReleased?.(count, tookMs),
      ...(options.steering === undefined ? {} : { decorate: withSteering }),
    });
  }

  static create(options: OriginOptions): Origin {
    return new Origin(options);
  }

  /** Players that wait for a part or a playlist right now. */
  get heldCount(): number {
    return this.#routes.heldCount;
  }

  /**
   * Takes over everything below `/live/` on this server, before any framework sees it: a router, a request object
   * and hooks cost more than the answer.
   */
  attach(server: HttpServer): void {
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/live/')) this.#handleSafely(request, response);
      else if (request.url?.startsWith(REPORTS_PREFIX)) this.#takeReport({ request, response });
      else if (request.url === '/live-admission') this.#answerAdmission({ request, response });
      else for (const other of others) other.call(server, request, response);
    });
  }

  register(fastify: { server: HttpServer }): void {
    this.attach(fastify.server);
  }

  forget(programme: Programme): void {
    this.#routes.forget(programme);
  }

  /** How far behind the audience of a show is, as its players report, and how often it stalled. */
  audienceOf(showId: string): { latency: LatencySummary | undefined; stalls: number } {
    return { latency: this.#reports.latencyOf(showId), stalls: this.#reports.stallsOf(showId) };
  }

  /** What players said of their viewers since the last call. */
  takeQuality(showId: string): QualityGroupsJson | undefined {
    return this.#quality.take(showId);
  }

  /** Who fetched this show's playlists here lately, as `readerKey` names them. An edge stands for all behind it. */
  readersOf(showId: string): readonly string[] {
    return this.#readers.of(showId);
  }

  /** One request that fails must not end the process that serves all the others. */
  #handleSafely(request: IncomingMessage, response: ServerResponse): void {
    try {
      this.handle(request, response);
    } catch (error) {
      this.#options.log.error('origin.request | failed', { error });
      response.destroy();
    }
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const exchange: Exchange = { request, response, refusals: this.#refusals };
    const address = clientAddress(request, this.#options.isTrustedProxy ?? trustsNobody);
    if (!this.#admission.isOurEdge(request.headers[EDGE_HEADER])) exchange.client = networkOf(address);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      this.#answerOtherMethod(exchange);
      return;
    }
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const path = parseLivePath(mark < 0 ? url : url.slice(0, mark));
    const show = path && this.#options.shows.find(path.showId);
    if (!path || !show) {
      sendRefusal(exchange, NO_SUCH_SHOW);
      return;
    }
    if (show.opening !== undefined) {
      show.opening.finally(() => this.#handleSafely(request, response)).catch(() => undefined);
      return;
    }
    if (!this.#admission.isAdmitted(path.showId, show, path.token, request.headers[EDGE_HEADER])) {
      sendRefusal(exchange, NOT_ADMITTED);
      return;
    }
    if (path.kind === 'playlist')
      this.#readers.saw(path.showId, readerKey(address, request.headers['user-agent'] ?? ''));
    if (path.kind === 'media' && this.#options.onMediumSent) this.#watchMedium(response, path);
    const query = mark < 0 ? '' : url.slice(mark + 1);
    if (path.kind === 'media') this.#hearCmcd(request, path, query, networkOf(address));
    if (path.kind === 'steering') this.#answerSteering(exchange);
    else this.#routes.serve(exchange, show, path, query);
  }

  /** Other players send CMCD with their requests. It counts in the figures alone, since anybody may send it. */
  #hearCmcd(request: IncomingMessage, { showId }: MediumPath, query: string, network: string): void {
    const facts = cmcdOfRequest(query, request.headers);
    if (facts === undefined) return;
    this.#cmcdLimiter
      .take(`${showId} ${network}`)
      .then(({ allowed }) => allowed && this.#quality.add(showId, request, [facts]))
      .catch((error) => this.#options.log.warn('origin.cmcd | not counted', { error }));
  }

  #watchMedium(response: ServerResponse, { showId, renditionId, name }: MediumPath): void {
    const { clock, onMediumSent } = this.#options;
    const askedWallMs = clock.wallMs();
    response.once('finish', () => {
      const { statusCode: status } = response;
      onMediumSent?.({ showId, renditionId, name, status, askedWallMs, sentWallMs: clock.wallMs() });
    });
  }

  #answerOtherMethod(exchange: Exchange): void {
    if (exchange.request.method === 'OPTIONS') sendEmpty(exchange, 204, PREFLIGHT_HEADERS);
    else sendEmpty(exchange, 405, ['Allow', 'GET, HEAD, OPTIONS', 'Cache-Control', cachePolicy.unavailable]);
  }

  #takeReport(exchange: Exchange): void {
    if (exchange.request.method !== 'POST') this.#answerOtherMethod(exchange);
    else
      this.#reportRoute.handle(exchange).catch((error) => {
        this.#options.log.error('origin.reports | failed', { error });
        exchange.response.destroy();
      });
  }

  #answerSteering(exchange: Exchange): void {
    const { steering } = this.#options;
    const { host } = exchange.request.headers;
    if (steering)
      sendJson(exchange, steeringManifest(steering, host), `public, max-age=${steering.ttlSeconds}`);
    else sendRefusal(exchange, NO_SUCH_SHOW);
  }

  /**
   * Asked by the front of our edge, once for each viewer in a few seconds. It names show and token alone: an answer
   * that hung on the rest of an address could be remembered for another address.
   */
  #answerAdmission(exchange: Exchange): void {
    const { headers } = exchange.request;
    const showId = headers['x-proscenium-show'];
    const token = headers['x-proscenium-token'];
    const show = typeof showId === 'string' ? this.#options.shows.find(showId) : undefined;
    const given = typeof token === 'string' && token !== '' ? token : undefined;
    // What is not known here may be a private show that was put away: the edge may still have media of it.
    const isAdmitted = show !== undefined && this.#admission.isAdmitted(`${showId}`, show, given, undefined);
    if (isAdmitted) sendEmpty(exchange, 204, ['Cache-Control', 'max-age=2']);
    else sendRefusal(exchange, { ...NOT_ADMITTED, cacheControl: 'max-age=2' });
  }

  /** Requests that still wait end with 503 and Retry-After. */
  close(): void {
    this.#routes.close();
    this.#open.close();
  }
}

const PREFLIGHT_HEADERS = [
  'Access-Control-Allow-Methods',
  'GET, HEAD, POST, OPTIONS',
  'Access-Control-Allow-Headers',
  'Range, If-None-Match, If-Range, Content-Type',
  'Access-Control-Max-Age',
  '86400',
];

const NO_SUCH_SHOW = {
  status: 404,
  code: 'not-found',
  message: 'There is no show at this address.',
  cacheControl: cachePolicy.plainPlaylistError(UNKNOWN_SHOW_SECONDS),
};

const NOT_ADMITTED = {
  status: 403,
  code: 'not-admitted',
  message: 'This show is private. Open its page to get a valid address.',
  cacheControl: cachePolicy.nobodyElse,
};

import {
  type Actor,
  type CreateRateLimiter,
  checkCsrfToken,
  checkOrigin,
  findCookie,
  memoryRateLimiter,
  NOBODY,
  networkOf,
  type RateLimiter,
  type RequestRate,
  SESSION_COOKIE,
  tooManyRequests,
} from '#access';
import type { ApiKeysService, SessionsService, ShowRanks, TicketService } from '#control';
import { guestError } from '#kernel';
import type { ApiRequest } from '../serves.js';
import type { Authenticated } from './authenticated.js';

export interface ActorOfRequestOptions {
  sessions: SessionsService;
  apiKeys: ApiKeysService;
  tickets: TicketService;
  ranks: ShowRanks;
  publicUrl: string;
  createRateLimiter?: CreateRateLimiter;
}

/** Credentials of one network that are none, or are over: pages with an old cookie are among them. */
const FAILURES: RequestRate = { burst: 300, perMinute: 300 };

const BEARER = /^Bearer ([\w.~+/=-]{1,4096})$/i;

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** Finds out who asks: an API key or a ticket in Authorization, else the session cookie, else nobody. */
export class ActorOfRequest {
  readonly #options: ActorOfRequestOptions;
  readonly #ownHost: string;
  readonly #failures: RateLimiter;

  constructor(options: ActorOfRequestOptions) {
    this.#options = options;
    this.#failures = (options.createRateLimiter ?? memoryRateLimiter)('api failures', FAILURES);
    this.#ownHost = new URL(options.publicUrl).host;
  }

  /** Throws `too-many-requests` before it looks, where a network has shown too many credentials that are none. */
  async find(request: ApiRequest): Promise<Authenticated> {
    const { authorization, cookie } = request.headers;
    if (authorization === undefined && findCookie(cookie, SESSION_COOKIE) === undefined)
      return this.#look(request);
    const network = networkOf(request.ip);
    const attempt = await this.#failures.take(network);
    if (!attempt.allowed) throw tooManyRequests(attempt);
    const found = await this.#look(request);
    if (found.actor.kind !== 'nobody') await this.#failures.giveBack(network);
    return found;
  }

  async #look(request: ApiRequest): Promise<Authenticated> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      return { actor: await this.#byBearer(authorization), sessionToken: undefined };
    }
    const sessionToken = findCookie(request.headers.cookie, SESSION_COOKIE);
    const actor =
      sessionToken === undefined ? undefined : await this.#options.sessions.findActor(sessionToken);
    this.#checkOrigin(request, actor === undefined ? undefined : sessionToken);
    // A cookie of a session that is over is no reason to refuse a page that anybody may see.
    return actor === undefined ? { actor: NOBODY, sessionToken: undefined } : { actor, sessionToken };
  }

  async #byBearer(header: string): Promise<Actor> {
    const credential = BEARER.exec(header)?.[1] ?? '';
    if (credential.startsWith('pt1.')) {
      const ticket = this.#options.tickets.read(credential);
      return { kind: 'ticket', ticket: { ...ticket, role: await this.#options.ranks.ticketRole(ticket) } };
    }
    const actor = await this.#options.apiKeys.findActor(credential);
    if (actor !== undefined) return actor;
    throw guestError('credential-invalid', 'This key is not valid, or was revoked.', { status: 401 });
  }

  #checkOrigin(request: ApiRequest, sessionToken: string | undefined): void {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    checkOrigin({
      origin: request.headers.origin,
      fetchSite: single(request.headers['sec-fetch-site']),
      hosts: [request.host, this.#ownHost],
    });
    if (sessionToken !== undefined) checkCsrfToken(sessionToken, single(request.headers['x-csrf-token']));
  }
}

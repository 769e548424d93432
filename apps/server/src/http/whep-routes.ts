import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CreateRateLimiter, networkOf, type RateLimiter, tooManyRequests } from '#access';
import { type Log, toShowError } from '#kernel';
import { SDP, SDP_FRAGMENT, type WhepReply, type WhepService } from '#outputs';
import { problemOf } from './error-filter.js';

/** Far above what a browser sends. */
const BODY_LIMIT_BYTES = 64 * 1024;
/** Of one network, which may be a whole school: each offer starts a handshake. */
const OFFERS = { burst: 120, perMinute: 240 };
const METHODS = 'POST, PATCH, DELETE, OPTIONS';

interface Params {
  showId: string;
  id?: string;
  token?: string;
}

export interface WhepRouteOptions {
  service: WhepService;
  createLimiter: CreateRateLimiter;
  log: Log;
}

/**
 * `/whep/SHOW` and, as of HLS, `/whep/t/TOKEN/SHOW` for players that cannot send a header. Sessions lie below the show.
 * Clients in pages of other origins may use all of it: nothing here hangs on a cookie.
 */
export async function addWhep(fastify: FastifyInstance, options: WhepRouteOptions): Promise<void> {
  const limiter = options.createLimiter('whep-offers', OFFERS);
  await fastify.register((scope, _options, ready) => {
    scope.addContentTypeParser(
      [SDP, SDP_FRAGMENT],
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('access-control-allow-origin', '*');
      reply.header('access-control-expose-headers', 'Location, ETag, Link, Retry-After, Programme-Start');
      reply.header('cache-control', 'no-store');
      done();
    });
    scope.setErrorHandler((thrown, _request, reply) => refuse(reply, thrown, options.log));
    for (const path of ['/whep/:showId', '/whep/t/:token/:showId']) {
      scope.options(path, (_request, reply) => preflight(reply, { 'accept-post': SDP }));
      scope.post<{ Params: Params }>(path, async (request, reply) => {
        await checkRate(limiter, request);
        const { showId, token } = request.params;
        const credentials = { token: token ?? bearerOf(request), network: networkOf(request.ip) };
        return answer(reply, await options.service.begin(showId, textOf(request, SDP), credentials));
      });
    }
    addSessions(scope, options.service);
    ready();
  });
}

function addSessions(scope: FastifyInstance, service: WhepService): void {
  const path = '/whep/:showId/:id';
  scope.options(path, (_request, reply) => preflight(reply, { 'accept-patch': `${SDP_FRAGMENT}, ${SDP}` }));
  scope.patch<{ Params: Params }>(path, async (request, reply) => {
    const { showId, id = '' } = request.params;
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    return answer(reply, await service.patch(showId, id, type, textOf(request), request.headers['if-match']));
  });
  scope.delete<{ Params: Params }>(path, async (request, reply) => {
    const { showId, id = '' } = request.params;
    return answer(reply, service.end(showId, id));
  });
}

async function checkRate(limiter: RateLimiter, { ip }: FastifyRequest): Promise<void> {
  const rate = await limiter.take(networkOf(ip));
  if (!rate.allowed) throw tooManyRequests(rate);
}

function textOf({ body, headers }: FastifyRequest, type?: string): string {
  const isOfType = type === undefined || (headers['content-type'] ?? '').toLowerCase().startsWith(type);
  if (typeof body === 'string' && isOfType) return body;
  throw Object.assign(new Error('no session description'), { statusCode: 415 });
}

function bearerOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(authorization ?? '')?.[1];
}

function answer(reply: FastifyReply, { status, headers, body }: WhepReply): FastifyReply {
  return reply.status(status).headers(headers).send(body);
}

function preflight(reply: FastifyReply, headers: Record<string, string>): FastifyReply {
  return reply
    .status(204)
    .headers({
      ...headers,
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': 'Authorization, Content-Type, If-Match',
      'access-control-max-age': '86400',
    })
    .send();
}

function refuse(reply: FastifyReply, thrown: unknown, log: Log): FastifyReply {
  const status = (thrown as { statusCode?: unknown }).statusCode;
  const isOwn = typeof status === 'number' && status >= 400 && status < 500;
  const error = toShowError(thrown);
  if (error.status >= 500 && !isOwn && error.code === 'internal')
    log.error('whep.answer | failed', { error: error.cause });
  if (isOwn && error.code === 'internal') return reply.status(status).send();
  const retryAfterMs = Number(error.details.retryAfterMs ?? 2_000);
  if (error.retry) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.status(error.status).type('application/problem+json').send(problemOf(error));
}

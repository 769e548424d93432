import type { FastifyInstance } from 'fastify';
import type { Log } from '#kernel';
import { type Metrics, measureAnswer } from '#telemetry';

/**
 * One line at the lowest level and one measure for each answered request. The route stands for the address: an address
 * may hold a link's token.
 */
export function noteRequests(fastify: FastifyInstance, log: Log, metrics: Metrics): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const { showId } = (request.params ?? {}) as { showId?: string };
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    const tookMs = reply.elapsedTime;
    log.debug('http.answer | sent', {
      method,
      route,
      ...(showId === undefined ? {} : { showId }),
      status,
      tookMs: Math.round(tookMs),
    });
    measureAnswer(metrics, { route, method, status, tookMs });
  });
}

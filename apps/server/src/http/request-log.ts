import type { FastifyInstance } from 'fastify';
import type { Log } from '#kernel';

/**
 * One line for each answered request, at the lowest level. The route stands for the address: an address may hold a
 * link's token.
 */
export function logRequests(fastify: FastifyInstance, log: Log): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const { showId } = (request.params ?? {}) as { showId?: string };
    log.debug('http.answer | sent', {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      ...(showId === undefined ? {} : { showId }),
      status: reply.statusCode,
      tookMs: Math.round(reply.elapsedTime),
    });
  });
}

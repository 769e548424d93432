import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Log, systemClock } from '#kernel';
import { type Metrics, measureAnswer, type Traces } from '#telemetry';

/** Probes and scrapes ask for them every few seconds. */
const NOT_TRACED = /^\/(healthz|readyz|metrics)$/;

/**
 * One line at the lowest level, one measure and, of a share, one span for each answered request. The route stands for the
 * address: an address may hold a link's token.
 */
export function noteRequests(
  fastify: FastifyInstance,
  log: Log,
  metrics: Metrics,
  traces: Traces | null,
): void {
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
    if (traces !== null && !NOT_TRACED.test(route))
      traceAnswer(traces, request, { route, status, tookMs, showId });
  });
}

function traceAnswer(
  traces: Traces,
  { method, headers }: FastifyRequest,
  answer: { route: string; status: number; tookMs: number; showId: string | undefined },
): void {
  const { route, status, tookMs, showId } = answer;
  const endMs = systemClock.wallMs();
  const { traceparent } = headers;
  traces.recordAnswer(
    {
      name: `${method} ${route}`.slice(0, 100),
      ...{ startMs: endMs - tookMs, endMs },
      attributes: {
        'http.request.method': method,
        'http.route': route.slice(0, 200),
        'http.response.status_code': status,
        ...(showId === undefined ? {} : { 'proscenium.show': showId.slice(0, 64) }),
      },
      ...(status >= 500 ? { error: `answered with ${status}` } : {}),
    },
    typeof traceparent === 'string' ? traceparent : undefined,
  );
}

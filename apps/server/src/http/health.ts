import type { FastifyInstance } from 'fastify';
import type { ReadinessCheck } from '#live';

const CHECK_DEADLINE_MS = 3_000;

async function judge(check: ReadinessCheck): Promise<{ name: string; ok: boolean; reason?: string }> {
  const deadline = AbortSignal.timeout(CHECK_DEADLINE_MS);
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(new Error(`no answer within ${CHECK_DEADLINE_MS} ms`)), {
      once: true,
    });
  });
  try {
    await Promise.race([check.check(), late]);
    return { name: check.name, ok: true };
  } catch (error) {
    return { name: check.name, ok: false, reason: (error as Error).message };
  }
}

/** `/healthz`: the process answers. `/readyz`: everything that a show needs answers. `/metrics`: Prometheus. */
export function addHealth(
  fastify: FastifyInstance,
  checks: readonly ReadinessCheck[],
  metrics: { contentType: string; metrics(): Promise<string> },
): void {
  fastify.get('/healthz', (_request, reply) => {
    void reply.header('cache-control', 'no-store').send({ ok: true });
  });
  fastify.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(checks.map(judge));
    const ok = results.every((result) => result.ok);
    return reply
      .status(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok, checks: results });
  });
  fastify.get('/metrics', async (_request, reply) => {
    const text = await metrics.metrics();
    return reply.header('cache-control', 'no-store').type(metrics.contentType).send(text);
  });
}

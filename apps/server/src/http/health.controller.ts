import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { HealthCheckService, type HealthIndicatorFunction, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import type { ReadinessCheck } from '#live';

export const READINESS = Symbol('readiness checks');
export const METRICS_TEXT = Symbol('text of the metrics');

export interface MetricsText {
  contentType: string;
  read(): Promise<string>;
}

const CHECK_DEADLINE_MS = 3_000;

function inTime(check: ReadinessCheck): Promise<void> {
  const deadline = AbortSignal.timeout(CHECK_DEADLINE_MS);
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(new Error(`no answer within ${CHECK_DEADLINE_MS} ms`)), {
      once: true,
    });
  });
  return Promise.race([check.check(), late]);
}

/** `/healthz`: the process answers. `/readyz`: everything that a show needs answers. `/metrics`: Prometheus. */
@Controller()
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(READINESS) private readonly checks: readonly ReadinessCheck[],
    @Inject(METRICS_TEXT) private readonly metrics: MetricsText,
  ) {}

  @Get('/healthz')
  @Header('cache-control', 'no-store')
  alive() {
    return { ok: true };
  }

  @Get('/readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const results: { name: string; ok: boolean; reason?: string }[] = [];
    const indicate =
      (check: ReadinessCheck): HealthIndicatorFunction =>
      async () => {
        const indicator = this.indicators.check(check.name);
        try {
          await inTime(check);
          results.push({ name: check.name, ok: true });
          return indicator.up();
        } catch (error) {
          const reason = (error as Error).message;
          results.push({ name: check.name, ok: false, reason });
          return indicator.down(reason);
        }
      };
    // Its refusal is a text of Terminus' own; ours names each check with its reason.
    const ok = await this.health.check(this.checks.map(indicate)).then(
      () => true,
      () => false,
    );
    const order = this.checks.map(({ name }) => name);
    results.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    await reply
      .status(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok, checks: results });
  }

  @Get('/metrics')
  async measured(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.read();
    await reply.header('cache-control', 'no-store').type(this.metrics.contentType).send(text);
  }
}

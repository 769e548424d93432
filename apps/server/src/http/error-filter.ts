import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log, ShowError } from '#kernel';
import { guestError, toShowError } from '#kernel';

/** One place turns any thrown value into problem+json (RFC 9457); unknown errors say nothing outside. */
export function problemOf(error: ShowError): Record<string, unknown> {
  return {
    type: `urn:proscenium:error:${error.code}`,
    title: error.message,
    status: error.status,
    code: error.code,
    retry: error.retry,
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
  };
}

function fromHttpException(thrown: HttpException): ShowError {
  const status = thrown.getStatus();
  if (status === 404) return guestError('not-found', 'There is nothing at this address.', { status });
  return refusalOf(status);
}

function refusalOf(status: number): ShowError {
  if (status === 413) return guestError('too-large', 'The request is too large.', { status });
  if (status === 415)
    return guestError('unsupported-type', 'Send a body of a type that this takes.', { status });
  return guestError('bad-request', 'The request could not be read.', { status });
}

/** Fastify's own refusals (a body that is no JSON, too large) carry a status and no ShowError. */
function fromFastify(thrown: unknown): ShowError | undefined {
  const status = (thrown as { statusCode?: unknown } | undefined)?.statusCode;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  return refusalOf(status);
}

@Catch()
export class ErrorFilter implements ExceptionFilter {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const error =
      thrown instanceof HttpException
        ? fromHttpException(thrown)
        : (fromFastify(thrown) ?? toShowError(thrown));
    if (error.blame === 'us') {
      this.#log.error('http.answer | failed', {
        // The address itself may hold a link's token.
        route: request.routeOptions.url ?? 'none',
        code: error.code,
        error: error.cause ?? error,
      });
    }
    const { retryAfterMs } = error.details;
    if (typeof retryAfterMs === 'number')
      reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
    void reply.status(error.status).type('application/problem+json').send(problemOf(error));
  }
}

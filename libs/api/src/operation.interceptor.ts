import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { NOBODY } from '#access';
import { AnswerOnce } from './answer-once.js';
import { Answer, type ApiCall } from './api-call.js';
import { AuditTrail } from './audit-trail.js';
import { clientOf } from './client-of.js';
import type { Operation } from './operation.js';
import { parseInput } from './parse-input.js';
import { bodyOf, readVersion } from './read-request.js';
import { type ApiRequest, operationOf } from './serves.js';

/** Behind the guards: with what input, then once, then written down. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AnswerOnce) private readonly once: AnswerOnce,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = operationOf(this.reflector, context);
    if (operation === undefined) return next.handle();
    const http = context.switchToHttp();
    return from(
      this.#serve(operation, http.getRequest<ApiRequest>(), http.getResponse<FastifyReply>(), next),
    );
  }

  async #serve(
    operation: Operation,
    request: ApiRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const call = callOf(operation, request);
    request.apiCall = call;
    const key = request.headers['idempotency-key'];
    const result = await this.once.run(call, Array.isArray(key) ? key[0] : key, () =>
      lastValueFrom(next.handle()),
    );
    await this.audit.wrote(call);
    if (!(result instanceof Answer)) return result;
    reply.headers(result.headers);
    return result.body;
  }
}

/** Only what the operation's schemas let through. */
function callOf(operation: Operation, request: ApiRequest): ApiCall {
  const { authenticated, admitted } = request;
  return {
    operation,
    actor: authenticated?.actor ?? NOBODY,
    sessionToken: authenticated?.sessionToken,
    client: clientOf(request),
    params: admitted?.params ?? {},
    show: admitted?.show,
    query: parseInput(operation.query, request.query, 'query'),
    body: parseInput(operation.body, bodyOf(operation, request), 'body'),
    version: readVersion(operation, request),
  };
}

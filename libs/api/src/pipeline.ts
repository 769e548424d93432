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
import { tooManyRequests } from '#access';
import type { AnswerOnce } from './answer-once.js';
import { Answer } from './api-call.js';
import type { AuditTrail } from './audit-trail.js';
import type { Gate } from './gate.js';
import type { Operation } from './operation.js';
import { type RateGate, rateHeaders } from './rate-gate.js';
import { type ApiRequest, OPERATION } from './serves.js';

export const PIPELINE = Symbol('pipeline');

export interface PipelineSteps {
  gate: Gate;
  rates: RateGate;
  once: AnswerOnce;
  audit: AuditTrail;
}

/** What every operation passes: who, how often, may they, with what; then once, then written down. */
@Injectable()
export class Pipeline implements NestInterceptor {
  readonly #steps: PipelineSteps;
  readonly #reflector = new Reflector();

  constructor(@Inject(PIPELINE) steps: PipelineSteps) {
    this.#steps = steps;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = this.#reflector.get<Operation | undefined>(OPERATION, context.getHandler());
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
    const { gate, rates, once, audit } = this.#steps;
    reply.header('cache-control', 'no-store');
    const who = await gate.recognise(request);
    const rate = await rates.take(operation.rate, who.actor, request.ip);
    reply.headers(rateHeaders(rate));
    if (!rate.allowed) throw tooManyRequests(rate);
    const call = await gate.admit(operation, request, who);
    request.apiCall = call;
    const key = request.headers['idempotency-key'];
    const result = await once.run(call, Array.isArray(key) ? key[0] : key, () =>
      lastValueFrom(next.handle()),
    );
    await audit.wrote(call);
    if (!(result instanceof Answer)) return result;
    reply.headers(result.headers);
    return result.body;
  }
}

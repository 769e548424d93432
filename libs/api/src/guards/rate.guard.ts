import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { NOBODY, tooManyRequests } from '#access';
import { type ApiRequest, operationOf } from '../serves.js';
import { RequestRates, rateHeaders } from './request-rates.js';

/** Second: how often. The limits are told with every answer, before they are met. */
@Injectable()
export class RateGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(RequestRates) private readonly rates: RequestRates,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = operationOf(this.reflector, context);
    if (operation === undefined) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<ApiRequest>();
    const actor = request.authenticated?.actor ?? NOBODY;
    const rate = await this.rates.take(operation.rate, actor, request.ip);
    http.getResponse<FastifyReply>().headers(rateHeaders(rate));
    if (!rate.allowed) throw tooManyRequests(rate);
    return true;
  }
}

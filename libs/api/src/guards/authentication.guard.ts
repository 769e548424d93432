import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { type ApiRequest, operationOf } from '../serves.js';
import { ActorOfRequest } from './actor-of-request.js';

/** First: who asks. A credential that is wrong is refused; none is `nobody`. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ActorOfRequest) private readonly actors: ActorOfRequest,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (operationOf(this.reflector, context) === undefined) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<ApiRequest>();
    http.getResponse<FastifyReply>().header('cache-control', 'no-store');
    request.authenticated = await this.actors.find(request);
    return true;
  }
}

import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type ApiRequest, operationOf } from '../serves.js';

/** Nothing is served that the hook before the body did not admit, for this very operation. */
@Injectable()
export class AdmittedGuard implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const operation = operationOf(this.reflector, context);
    if (operation === undefined) return true;
    return context.switchToHttp().getRequest<ApiRequest>().admitted?.operation === operation;
  }
}

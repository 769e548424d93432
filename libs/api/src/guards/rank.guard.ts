import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { NOBODY } from '#access';
import { parseInput } from '../parse-input.js';
import { type ApiRequest, operationOf } from '../serves.js';
import { OperationAdmission } from './admission.js';

/** Third: are they allowed to, in the show that the path names. */
@Injectable()
export class RankGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(OperationAdmission) private readonly admission: OperationAdmission,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = operationOf(this.reflector, context);
    if (operation === undefined) return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const params = parseInput(operation.params, request.params, 'params');
    const actor = request.authenticated?.actor ?? NOBODY;
    request.admitted = { params, show: await this.admission.admit(operation, params, actor) };
    return true;
  }
}

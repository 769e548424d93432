import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Show } from '#show';
import type { AnswerTo, ApiCall } from './api-call.js';
import type { Authenticated } from './guards/authenticated.js';
import type { HttpMethod, Operation } from './operation.js';

export const OPERATION = Symbol('operation');
export const API_PREFIX = '/api/v1';

/** A request on its way, with what the hook before its body and the interceptor made of it. */
export interface ApiRequest extends FastifyRequest {
  authenticated?: Authenticated;
  admitted?: AdmittedRequest;
  apiCall?: ApiCall;
}

/** What the path says, once it may be asked. */
export interface AdmittedRequest {
  operation: Operation;
  params: Record<string, unknown>;
  show: Show | undefined;
}

/** What a handler serves; nothing for routes that are no operations. */
export const operationOf = (reflector: Reflector, context: ExecutionContext): Operation | undefined =>
  reflector.get<Operation | undefined>(OPERATION, context.getHandler());

const METHODS: Record<HttpMethod, RequestMethod> = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PATCH: RequestMethod.PATCH,
  PUT: RequestMethod.PUT,
  DELETE: RequestMethod.DELETE,
};

type Handler<O extends Operation> = (call: ApiCall<O>) => AnswerTo<O> | Promise<AnswerTo<O>>;

/** Ties a method to its operation: route, status and everything that the pipeline reads. */
export function Serves<O extends Operation>(operation: O) {
  const decorate = applyDecorators(
    RequestMapping({ path: API_PREFIX + operation.path, method: METHODS[operation.method] }),
    HttpCode(operation.status),
    SetMetadata(OPERATION, operation),
  );
  return <H extends Handler<O>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => decorate(target, name, descriptor);
}

/** The admitted call. */
export const Call = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<ApiRequest>().apiCall;
});

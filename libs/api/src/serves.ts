import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AnswerTo, ApiCall } from './api-call.js';
import type { HttpMethod, Operation } from './operation.js';

export const OPERATION = Symbol('operation');
export const API_PREFIX = '/api/v1';

/** A request on its way through the pipeline, with what the gate made of it. */
export interface ApiRequest extends FastifyRequest {
  apiCall?: ApiCall;
}

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

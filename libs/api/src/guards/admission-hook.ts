import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { tooManyRequests } from '#access';
import { guestError } from '#kernel';
import { BodyBudget } from '../body-budget.js';
import type { Operation } from '../operation.js';
import { ALL_OPERATIONS } from '../operations/index.js';
import { parseInput } from '../parse-input.js';
import { API_PREFIX, type ApiRequest } from '../serves.js';
import { ActorOfRequest } from './actor-of-request.js';
import { OperationAdmission } from './admission.js';
import { RequestRates, rateHeaders } from './request-rates.js';

const JSON_LIMIT_BYTES = 1024 ** 2;
const FILE_LIMIT_BYTES = 2 * 1024 ** 2;

const byRoute = new Map<string, Operation>(
  ALL_OPERATIONS.map((operation) => [`${operation.method} ${API_PREFIX}${operation.path}`, operation]),
);

/**
 * Who asks, how often and whether they may is known before a byte of the body is read: Nest's guards run after that, so
 * this is a hook of Fastify.
 */
@Injectable()
export class AdmissionHook implements OnModuleInit {
  constructor(
    @Inject(ActorOfRequest) private readonly actors: ActorOfRequest,
    @Inject(RequestRates) private readonly rates: RequestRates,
    @Inject(OperationAdmission) private readonly admission: OperationAdmission,
    @Inject(BodyBudget) private readonly bodies: BodyBudget,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', (request, reply) => this.#admit(request, reply));
  }

  async #admit(request: ApiRequest, reply: FastifyReply): Promise<void> {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const operation = byRoute.get(`${method} ${request.routeOptions.url}`);
    const hasBody = carriesBody(request);
    if (operation === undefined && !(request.is404 && hasBody)) return;
    try {
      if (operation === undefined)
        throw guestError('not-found', 'There is nothing at this address.', { status: 404 });
      reply.header('cache-control', 'no-store');
      await this.#pass(operation, request, reply);
      if (!hasBody) return;
      const release = this.bodies.reserve(request.ip, bodyBytes(operation, request));
      reply.raw.once('close', release);
    } catch (error) {
      // What was not read stays unread: the connection ends with the answer.
      if (hasBody) reply.header('connection', 'close');
      throw error;
    }
  }

  /** First who asks, then how often, then whether they may, in the show that the path names. */
  async #pass(operation: Operation, request: ApiRequest, reply: FastifyReply): Promise<void> {
    const authenticated = await this.actors.find(request);
    request.authenticated = authenticated;
    const { actor } = authenticated;
    const rate = await this.rates.take(operation.rate, actor, request.ip);
    reply.headers(rateHeaders(rate));
    if (!rate.allowed) throw tooManyRequests(rate);
    const params = parseInput(operation.params, request.params, 'params');
    request.admitted = { operation, params, show: await this.admission.admit(operation, params, actor) };
  }
}

const carriesBody = ({ headers }: ApiRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** What is reserved. Throws for a file where none is taken, before it is read. */
function bodyBytes({ bodyTypes }: Operation, { headers }: ApiRequest): number {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isFile = type.startsWith('image/') || type === 'application/octet-stream';
  if (isFile && bodyTypes?.includes(type) !== true)
    throw guestError('unsupported-type', 'Send a body of a type that this takes.', { status: 415 });
  const limit = bodyTypes === undefined ? JSON_LIMIT_BYTES : FILE_LIMIT_BYTES;
  const said = headers['content-length'];
  return said === undefined ? limit : Math.min(limit, Number(said));
}

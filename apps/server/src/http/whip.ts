import type { FastifyInstance, FastifyRequest } from 'fastify';
import { networkOf } from '#access';
import { SDP, SDP_FRAGMENT, type WhipEndpoint } from '#ingest';

const BODY_LIMIT_BYTES = 64 * 1024;
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'] as const;

interface Target {
  Params: { target: string; sessionId?: string };
}

/** `/whip`: encoders and browsers that send by WebRTC. What they say is judged by the endpoint. */
export async function addWhip(fastify: FastifyInstance, whip: WhipEndpoint): Promise<void> {
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      [SDP, SDP_FRAGMENT],
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, done) => done(null, body),
    );
    // What it is not is for the endpoint to say, so that the refusal has its headers too.
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      (_request, _body, done) => done(null, undefined),
    );
    for (const url of ['/whip/:target', '/whip/:target/:sessionId']) {
      scope.route<Target>({
        method: [...METHODS],
        url,
        handler: async (request, reply) => {
          const { status, headers, body } = await whip.handle(read(request));
          return reply.status(status).headers(headers).send(body);
        },
      });
    }
  });
}

function read(request: FastifyRequest<Target>) {
  const { params, method, headers, body, ip } = request;
  return {
    method,
    target: params.target,
    sessionId: params.sessionId,
    contentType: headers['content-type'],
    authorization: headers.authorization,
    ifMatch: headers['if-match'],
    body: typeof body === 'string' ? body : undefined,
    network: networkOf(ip),
  };
}

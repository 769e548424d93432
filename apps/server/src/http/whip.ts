import type { FastifyInstance, FastifyRequest } from 'fastify';
import { networkOf } from '#access';
import { SDP, SDP_FRAGMENT, type WhipEndpoint } from '#ingest';

const BODY_LIMIT_BYTES = 64 * 1024;
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'] as const;

interface Target {
  Params: { target: string; sessionId?: string };
  Querystring: { show?: unknown };
}

/** `/whip`: encoders and browsers that send by WebRTC. What they say is judged by the endpoint. */
export async function addWhip(fastify: FastifyInstance, whip: WhipEndpoint): Promise<void> {
  await fastify.register((scope, _options, done) => {
    takeSdp(scope);
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
    done();
  });
}

/** What is no SDP comes without its body: the endpoint refuses it, so that the refusal has its headers too. */
function takeSdp(scope: FastifyInstance): void {
  const asText = { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES } as const;
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser([SDP, SDP_FRAGMENT], asText, (_request, body, done) => done(null, body));
  scope.addContentTypeParser('*', asText, (_request, _body, done) => done(null, undefined));
}

function read(request: FastifyRequest<Target>) {
  const { params, query, method, headers, body, ip } = request;
  return {
    method,
    target: params.target,
    sessionId: params.sessionId,
    show: typeof query.show === 'string' ? query.show : undefined,
    contentType: headers['content-type'],
    authorization: headers.authorization,
    ifMatch: headers['if-match'],
    body: typeof body === 'string' ? body : undefined,
    network: networkOf(ip),
  };
}

import type { FastifyInstance } from 'fastify';

/** `frameAncestors`: who may put the embed page into a frame; every other page refuses all frames. */
export interface SecurityHeaderOptions {
  embedFrameAncestors: string;
}

function contentSecurityPolicy(frameAncestors: string): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self' ws: wss:",
    "worker-src 'self' blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
}

/** Pages and API answers; media routes set their own few headers and skip these. */
export function addSecurityHeaders(fastify: FastifyInstance, options: SecurityHeaderOptions): void {
  const closed = contentSecurityPolicy("'none'");
  const embed = contentSecurityPolicy(options.embedFrameAncestors);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/live/')) return done();
    const isEmbed = request.url.startsWith('/embed/');
    reply.header('content-security-policy', isEmbed ? embed : closed);
    if (!isEmbed) reply.header('x-frame-options', 'DENY');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'strict-origin-when-cross-origin');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header(
      'permissions-policy',
      'camera=(self), microphone=(self), display-capture=(self), fullscreen=*',
    );
    done();
  });
}

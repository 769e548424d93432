import type { FastifyInstance } from 'fastify';

export interface SecurityHeaderOptions {
  /** Who may put the embed page into a frame; every other page refuses all frames. */
  embedFrameAncestors: string;
  /** Hosts that players may be steered to: scheme and port stay those of the page. */
  edgeHosts: readonly string[];
}

/** The page itself and nothing below it. */
const EMBED_PAGE = /^\/embed\/[^/?]+(\?|$)/;

export function contentSecurityPolicy(frameAncestors: string, edgeHosts: readonly string[]): string {
  const edges = edgeHosts.map((host) => ` ${host}:*`).join('');
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    // The platform's own player fetches from the edges by itself, hls.js through the page.
    `media-src 'self' blob:${edges}`,
    `connect-src 'self' ws: wss:${edges}`,
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
  const closed = contentSecurityPolicy("'none'", options.edgeHosts);
  const embed = contentSecurityPolicy(options.embedFrameAncestors, options.edgeHosts);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/live/')) return done();
    const isEmbed = EMBED_PAGE.test(request.url);
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

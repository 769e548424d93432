import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { clientAddress, type IsTrusted } from '#access';

/** Of one connection, not of the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Who may say these decides the front; what a stranger sent under these names goes no further. */
const SAID_BY_US = new Set([
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
]);

/** Node has answered an Expect itself. */
const NOT_PASSED_ON = new Set(['expect']);

function namedByConnection(connection: string | undefined): Set<string> {
  return new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
}

/** Raw headers (name, value, name, value) without those that belong to the connection they came by. */
export function endToEnd(rawHeaders: readonly string[], connection: string | undefined): string[] {
  const named = namedByConnection(connection);
  const kept: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase();
    if (HOP_BY_HOP.has(name) || named.has(name)) continue;
    kept.push(rawHeaders[at] as string, rawHeaders[at + 1] as string);
  }
  return kept;
}

/**
 * The headers of a request as the server gets them: one client address, the visitor's own, and the scheme that was
 * asked by. A trusted proxy's word on both is taken, a stranger's is not.
 */
export function towardsServer(request: IncomingMessage, isTrusted: IsTrusted): string[] {
  const { headers, rawHeaders, socket } = request;
  const kept: string[] = [];
  const all = endToEnd(rawHeaders, headers.connection);
  for (let at = 0; at + 1 < all.length; at += 2) {
    const name = (all[at] as string).toLowerCase();
    if (!SAID_BY_US.has(name) && !NOT_PASSED_ON.has(name))
      kept.push(all[at] as string, all[at + 1] as string);
  }
  const byProxy = isTrusted(socket.remoteAddress);
  const said = (name: string) => (byProxy ? [headers[name] ?? []].flat()[0] : undefined);
  kept.push('X-Forwarded-For', clientAddress(request, isTrusted));
  const ownProto = (socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
  kept.push('X-Forwarded-Proto', (said('x-forwarded-proto') ?? ownProto) === 'https' ? 'https' : 'http');
  const host = said('x-forwarded-host') ?? headers.host;
  if (host !== undefined) kept.push('X-Forwarded-Host', host);
  // Without it a body of a method that seldom has one would go out unframed, as the next request.
  if (headers['transfer-encoding'] !== undefined) kept.push('Transfer-Encoding', 'chunked');
  return kept;
}

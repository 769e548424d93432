import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { IsTrusted } from '#access';
import { towardsServer } from './forwarded-headers.js';
import type { ServerPresence } from './server-presence.js';
import type { ServerPatience } from './server-proxy.js';

export interface UpgradeProxyOptions {
  presence: ServerPresence;
  patience: Pick<ServerPatience, 'otherMs'>;
  isTrustedProxy: IsTrusted;
}

const REFUSED = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const UNAVAILABLE =
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** WebSockets: the request goes on as it is, then bytes both ways. Either end closes both. */
export class UpgradeProxy {
  readonly #options: UpgradeProxyOptions;
  readonly #open = new Set<Duplex>();

  constructor(options: UpgradeProxyOptions) {
    this.#options = options;
  }

  get openCount(): number {
    return this.#open.size;
  }

  async handle(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const { presence, patience, isTrustedProxy } = this.#options;
    const abort = new AbortController();
    this.#open.add(client);
    client.on('error', () => client.destroy());
    client.once('close', () => {
      this.#open.delete(client);
      abort.abort(new Error('the client is gone'));
    });
    if (!isWebSocket(request)) {
      client.end(REFUSED);
      return;
    }
    const server = await presence.connect(patience.otherMs, abort.signal);
    if (!server) {
      client.end(UNAVAILABLE);
      return;
    }
    // Idle for as long as its protocol wants: pings are its own business.
    (client as Socket).setTimeout?.(0);
    server.write(requestText(request, towardsServer(request, isTrustedProxy)));
    if (head.length > 0) server.write(head);
    join(client, server);
  }

  close(): void {
    for (const client of this.#open) client.destroy();
  }
}

/**
 * Anything else the server might answer as an ordinary request, and take what comes after it for another one: one
 * that nobody has put the visitor's address on.
 */
function isWebSocket({ method, headers }: IncomingMessage): boolean {
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && !hasBody;
}

function requestText(request: IncomingMessage, headers: readonly string[]): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`];
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
  lines.push('Connection: Upgrade', `Upgrade: ${request.headers.upgrade ?? ''}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function join(client: Duplex, server: Socket): void {
  server.setNoDelay(true);
  client.pipe(server);
  server.pipe(client);
  server.on('error', () => client.destroy());
  server.once('close', () => client.destroy());
  client.once('close', () => server.destroy());
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Log, listenError, toShowError } from '#kernel';
import { limitConnections } from '../limits/network-count.js';
import type { AcmeChallenges } from './acme-challenges.js';
import type { CertificateSource } from './certificate-source.js';
import { warningPage } from './warning-page.js';

export interface PlainPortOptions {
  host: string;
  port: number;
  publicUrl: string;
  challenges: AcmeChallenges;
  /** Set where browsers warn of the certificate: the page says so before they do. */
  warnsOf: CertificateSource | undefined;
  log: Log;
}

const WITHIN_MS = 10_000;
const MOST_CONNECTIONS = 500;
/** One network cannot keep a certificate authority, or everybody else, from the port. */
const MOST_OF_A_NETWORK = 50;
const LONGEST_URL = 2_048;

/** Port 80: what a certificate authority asks, the way to https://, and what browsers will say of our own certificate. */
export class PlainPort {
  readonly port: number;
  readonly #server: Server;

  /** Undefined where the port cannot be had: that is said, and the pages are there without it. */
  static async open(options: PlainPortOptions): Promise<PlainPort | undefined> {
    const { host, port, log } = options;
    const server = createServer({ requestTimeout: WITHIN_MS, headersTimeout: WITHIN_MS });
    server.maxConnections = MOST_CONNECTIONS;
    limitConnections(server, MOST_OF_A_NETWORK, () => false);
    server.keepAliveTimeout = 1_000;
    server.setTimeout(WITHIN_MS);
    server.on('request', (request, response) => answer(options, request, response));
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port }, resolve);
      });
    } catch (error) {
      const why = toShowError(listenError(error, { host, port, setting: 'PROSCENIUM_TLS_HTTP_PORT' }));
      log.error(`front.tls | nothing answers at http://, and no certificate can be ordered: ${why.message}`);
      return undefined;
    }
    return new PlainPort(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    return closed;
  }
}

interface Reply {
  status: number;
  type: string;
  text: string;
  location?: string;
}

const said = (status: number, text: string, type = 'text/plain'): Reply => ({ status, type, text });

function answer(options: PlainPortOptions, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const { status, type, text, location } = replyTo(options, request);
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
    ...(location === undefined ? {} : { location }),
  });
  response.end(text);
}

function replyTo(options: PlainPortOptions, { url = '/', method, headers }: IncomingMessage): Reply {
  const { publicUrl, challenges, warnsOf } = options;
  if (!url.startsWith('/') || url.length > LONGEST_URL) return said(400, 'Bad request\n');
  const challenge = challenges.answerTo(url);
  if (challenge !== undefined) return said(200, challenge, 'application/octet-stream');
  if (url.startsWith('/.well-known/acme-challenge/')) return said(404, 'Not found\n');
  if (method !== 'GET' && method !== 'HEAD') return said(426, `Use ${publicUrl}\n`);
  // Where to is ours, never the Host of the request.
  if (warnsOf === undefined) return { ...said(308, ''), location: `${publicUrl}${url}` };
  const { current: certificate } = warnsOf;
  if (url === '/certificate.pem') return said(200, certificate.cert, 'application/x-pem-file');
  const page = warningPage({ publicUrl, certificate, languages: headers['accept-language'] });
  return said(200, page, 'text/html; charset=utf-8');
}

import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Log } from '#kernel';
import type { CertificateSource } from './certificate-source.js';

export interface PublicServer {
  server: Server;
  /** Ends connections that have not got as far as a request. */
  end(): void;
}

const DEAD_PEER_MS = 30_000;
const SHAKES_HANDS_WITHIN_MS = 10_000;
const SOCKETS = { keepAlive: true, keepAliveInitialDelay: DEAD_PEER_MS, noDelay: true };

/** The server of the public port: HTTP, or HTTPS whose certificate is exchanged without cutting a connection. */
export function publicServer(certificate: CertificateSource | undefined, log: Log): PublicServer {
  if (certificate === undefined) return { server: createServer(SOCKETS), end: () => undefined };
  const server = createTlsServer({
    ...SOCKETS,
    ...certificate.current,
    handshakeTimeout: SHAKES_HANDS_WITHIN_MS,
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Strangers who speak no TLS, and browsers that refuse the certificate, are no fault of ours.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const unwatch = certificate.watch((next) => {
    try {
      server.setSecureContext(next);
    } catch (error) {
      log.error('front.tls | the new certificate cannot be used, the one before stays', { error });
    }
  });
  return {
    server,
    end: () => {
      unwatch();
      for (const socket of sockets) socket.destroy();
    },
  };
}

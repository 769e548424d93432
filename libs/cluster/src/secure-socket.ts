import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { Handshakes } from './handshakes.js';

/** Mutual authentication by the secret that all nodes share, forward secrecy, and no certificates to renew. */
const HOW = {
  ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
} as const;
const IDENTITY = 'proscenium-node';
const HANDSHAKE_MS = 3_000;

const keyOf = (secret: string): Buffer =>
  createHash('sha256').update(`proscenium cluster\0${secret}`).digest();

export interface SecureAddress {
  host: string;
  port: number;
  secret: string;
}

export interface SecureListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Without the secret there is no answer but the failed handshake. */
export function listenSecurely(
  { host, port, secret }: SecureAddress,
  onSocket: (socket: Socket) => void,
): Promise<SecureListener> {
  const key = keyOf(secret);
  const open = new Set<TLSSocket>();
  const handshakes = new Handshakes();
  const server = createServer(
    {
      ...HOW,
      handshakeTimeout: HANDSHAKE_MS,
      pskCallback: (_, identity) => (identity === IDENTITY ? key : null),
    },
    (socket) => {
      handshakes.done(socket);
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => open.delete(socket));
      onSocket(socket);
    },
  );
  // Before the handshake of TLS takes it.
  server.prependListener('connection', (socket: Socket) => handshakes.begin(socket));
  server.on('tlsClientError', () => undefined);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : port;
      resolve({
        port: found,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}

/** Rejects at once where nobody listens, or where the secret is another one. */
export function connectSecurely(
  { host, port, secret }: SecureAddress,
  signal?: AbortSignal,
): Promise<Socket> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...HOW,
      host,
      port,
      timeout: HANDSHAKE_MS,
      checkServerIdentity: () => undefined,
      pskCallback: () => ({ psk: keyOf(secret), identity: IDENTITY }),
    });
    const fail = (error: Error) => {
      signal?.removeEventListener('abort', onAbort);
      socket.destroy();
      reject(error);
    };
    const onAbort = () => fail(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.once('error', fail);
    socket.once('timeout', () => fail(new Error(`${host}:${port} does not answer`)));
    socket.once('secureConnect', () => {
      signal?.removeEventListener('abort', onAbort);
      socket.off('error', fail);
      socket.setTimeout(0);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { ShowError } from '#kernel';
import { Handshakes } from './handshakes.js';

/** Mutual authentication by the secret that all nodes share, forward secrecy, and no certificates to renew. */
const HOW = {
  ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
} as const;
const IDENTITY = 'proscenium-node';
const HANDSHAKE_MS = 3_000;
/**
 * What nodes say to each other over any of these connections. Raised, with a major version, by a change that a node of
 * the version before would misunderstand; messages that it may pass over leave it as it is.
 */
const CLUSTER_PROTOCOL = 1;
/** Named in the handshake: a node that names none is of a version before there were names, which spoke the first one. */
const namesOf = (protocol: number): string[] => [`proscenium-nodes/${protocol}`];

const keyOf = (secret: string): Buffer =>
  createHash('sha256').update(`proscenium cluster\0${secret}`).digest();

export interface SecureAddress {
  host: string;
  port: number;
  secret: string;
  /** Other than this version's, for tests. */
  protocol?: number;
}

export interface SecureListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Without the secret there is no answer but the failed handshake. */
export function listenSecurely(
  { host, port, secret, protocol = CLUSTER_PROTOCOL }: SecureAddress,
  onSocket: (socket: Socket) => void,
): Promise<SecureListener> {
  const key = keyOf(secret);
  const open = new Set<TLSSocket>();
  const handshakes = new Handshakes();
  const server = createServer(
    {
      ...HOW,
      ALPNProtocols: namesOf(protocol),
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
  // Of a handshake that is too late, Node only tells.
  server.on('tlsClientError', (_error, socket) => void socket.destroy());
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

/** Rejects at once where nobody listens, where the secret is another one, or with `node-protocol` where the protocol is. */
export function connectSecurely(
  { host, port, secret, protocol = CLUSTER_PROTOCOL }: SecureAddress,
  signal?: AbortSignal,
): Promise<Socket> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...HOW,
      ALPNProtocols: namesOf(protocol),
      host,
      port,
      timeout: HANDSHAKE_MS,
      checkServerIdentity: () => undefined,
      pskCallback: () => ({ psk: keyOf(secret), identity: IDENTITY }),
    });
    const fail = (error: Error) => {
      signal?.removeEventListener('abort', onAbort);
      socket.destroy();
      reject(isOtherProtocol(error) ? protocolError({ host, port }) : error);
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

/** The alert that a listener answers with when no name of the caller's is its own. */
const isOtherProtocol = (error: Error): boolean =>
  'code' in error && String(error.code).endsWith('NO_APPLICATION_PROTOCOL');

const protocolError = ({ host, port }: { host: string; port: number }): ShowError =>
  new ShowError({
    code: 'node-protocol',
    message: `The node at ${host}:${port} is of another major version: the two cannot work together.`,
    blame: 'config',
  });

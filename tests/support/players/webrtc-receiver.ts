import { createSocket, type Socket } from 'node:dgram';
import { Child, systemClock } from '#kernel';
import type { DtlsIdentity } from './dtls-identity.js';
import { RtpCounter } from './rtp-counter.js';
import {
  bindingRequest,
  bindingSuccess,
  type IceCredentials,
  isBindingRequest,
  isBindingSuccess,
  isNominating,
} from './stun-check.js';

export interface IceServer extends IceCredentials {
  ip: string;
  port: number;
  /** Such a one answers checks and makes none: the receiver picks the addresses. */
  isLite: boolean;
}

const HOST = '127.0.0.1';
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;
const CONNECTED_WITHIN_MS = 10_000;
const TRY_AGAIN_MS = 100;
/** As often as browsers renew their consent. */
const CONSENT_EVERY_MS = 2_500;

/** RFC 7983: what shares a port is known by its first byte. */
const isStun = (packet: Buffer): boolean => (packet[0] ?? 255) < 4;
const isDtls = (packet: Buffer): boolean => (packet[0] ?? 0) >= 20 && (packet[0] ?? 0) < 64;

/**
 * A page's transport without the page: real ICE and a real DTLS handshake (by OpenSSL), so that the sender seals
 * each packet for this one receiver; what comes is counted and not opened.
 */
export class WebRtcReceiver {
  readonly counter = new RtpCounter();
  /** Each as it comes, sealed but for its header. */
  onPacket: (packet: Buffer) => void = () => undefined;
  readonly credentials: IceCredentials & { port: number };
  readonly #socket: Socket;
  readonly #identity: DtlsIdentity;
  #server: IceServer | undefined;
  #dtlsPort: number | undefined;
  #picked: () => void = () => undefined;
  #stopConsent: () => void = () => undefined;
  #handshake: Child | undefined;

  static async create(identity: DtlsIdentity, number: number): Promise<WebRtcReceiver> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: SOCKET_BUFFER_BYTES });
    await new Promise<void>((resolve) => socket.bind(0, resolve));
    return new WebRtcReceiver(socket, identity, number);
  }

  private constructor(socket: Socket, identity: DtlsIdentity, number: number) {
    this.#socket = socket;
    this.#identity = identity;
    this.credentials = {
      ufrag: `rcv${number}`,
      password: 'aPasswordOfIceLongEnough',
      port: socket.address().port,
    };
    socket.on('message', (packet, { port }) => this.#packet(packet, port));
  }

  async connect(server: IceServer): Promise<void> {
    this.#server = server;
    const signal = AbortSignal.timeout(CONNECTED_WITHIN_MS);
    const picked = new Promise<void>((resolve) => {
      this.#picked = resolve;
    });
    const stopTrying = systemClock.every(TRY_AGAIN_MS, () => this.#check());
    this.#check();
    try {
      await orAborted(picked, signal, 'ICE');
    } finally {
      stopTrying();
    }
    this.#stopConsent = systemClock.every(CONSENT_EVERY_MS, () => this.#check());
    await this.#shakeHands(signal);
  }

  async close(): Promise<void> {
    this.#stopConsent();
    await this.#handshake?.kill();
    this.#socket.close();
  }

  /** Ended by force once the keys stand: an orderly end would tell the server that the receiver has left. */
  async #shakeHands(signal: AbortSignal): Promise<void> {
    const { certificatePath, keyPath } = this.#identity;
    const child = new Child({
      name: 'DTLS handshake',
      command: 'openssl',
      args: [
        ...['s_client', '-dtls1_2', '-connect', `${HOST}:${this.#socket.address().port}`],
        ...['-cert', certificatePath, '-key', keyPath, '-use_srtp', 'SRTP_AES128_CM_SHA1_80'],
      ],
      clock: systemClock,
    });
    this.#handshake = child;
    const agreed = new Promise<void>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        if (said.includes('SRTP Extension negotiated')) resolve();
      });
      void child.exited.then(({ stderr }) => reject(new Error(`no handshake: ${stderr}`)));
    });
    await orAborted(agreed, signal, 'DTLS');
    await child.kill();
  }

  #check(): void {
    if (this.#server === undefined) return;
    const { ip, port } = this.#server;
    const role = this.#server.isLite ? 'controlling' : 'controlled';
    this.#socket.send(bindingRequest(this.credentials, this.#server, role), port, ip);
  }

  #stun(packet: Buffer, { ip, port, isLite }: IceServer): void {
    if (isBindingRequest(packet))
      this.#socket.send(bindingSuccess(packet, this.credentials, { ip, port }), port, ip);
    if (isLite ? isBindingSuccess(packet) : isBindingRequest(packet) && isNominating(packet)) this.#picked();
  }

  #rtp(packet: Buffer): void {
    this.counter.packet(packet);
    this.onPacket(packet);
  }

  #packet(packet: Buffer, fromPort: number): void {
    if (this.#server === undefined) return;
    if (fromPort !== this.#server.port) {
      this.#dtlsPort = fromPort;
      this.#socket.send(packet, this.#server.port, this.#server.ip);
    } else if (isStun(packet)) {
      this.#stun(packet, this.#server);
    } else if (isDtls(packet)) {
      if (this.#dtlsPort !== undefined) this.#socket.send(packet, this.#dtlsPort, HOST);
    } else this.#rtp(packet);
  }
}

function orAborted<T>(wanted: Promise<T>, signal: AbortSignal, what: string): Promise<T> {
  return Promise.race([
    wanted,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error(`${what} took too long`)), { once: true });
    }),
  ]);
}

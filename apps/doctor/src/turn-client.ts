import { createHash } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { type Clock, systemClock, systemRandom } from '#kernel';
import {
  ATTRIBUTE,
  type Attributes,
  decodeStun,
  encodeStun,
  METHOD,
  type StunMessage,
  xorAddress,
} from './stun-message.js';

const ANSWERS_WITHIN_MS = 5_000;
/** RFC 8489, 6.2.1: a datagram may be lost, so a request is sent again, each time after twice the wait. */
const FIRST_SENT_AGAIN_AFTER_MS = 500;
/** IANA's numbers of the protocols that a relay may be asked for. */
const TRANSPORT = { udp: 17, tcp: 6 } as const;

export type TurnAnswer = 'success' | number;

/** As much of RFC 8656 as it takes to ask a relay for what it must refuse. Answers are `success` or the error's code. */
export class TurnClient {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #credentials: { username: string; credential: string };
  #realm = Buffer.alloc(0);
  #nonce = Buffer.alloc(0);

  static async create(
    { host = '127.0.0.1', port }: { host?: string; port: number },
    credentials: { username: string; credential: string },
    clock: Clock = systemClock,
  ): Promise<TurnClient> {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(port, host, resolve);
    });
    socket.removeAllListeners('error');
    // A port that nobody listens at answers by ICMP: the request waits out its time and says so.
    socket.on('error', () => undefined);
    return new TurnClient(socket, credentials, clock);
  }

  private constructor(socket: Socket, credentials: { username: string; credential: string }, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.#credentials = credentials;
  }

  async allocate(transport: keyof typeof TRANSPORT): Promise<TurnAnswer> {
    const wanted: Attributes = [[ATTRIBUTE.requestedTransport, Buffer.from([TRANSPORT[transport], 0, 0, 0])]];
    // RFC 8656, 7.1: the first is refused with the realm and the nonce that the second needs.
    await this.#ask(METHOD.allocate, wanted, false);
    return this.#ask(METHOD.allocate, wanted);
  }

  /** May the other address send to us, and we to it? */
  permit(address: string): Promise<TurnAnswer> {
    return this.#ask(METHOD.createPermission, (transaction) => [
      [ATTRIBUTE.peerAddress, xorAddress(address, transaction)],
    ]);
  }

  refresh(): Promise<TurnAnswer> {
    const lifetime = Buffer.alloc(4);
    lifetime.writeUInt32BE(300);
    return this.#ask(METHOD.refresh, [[ATTRIBUTE.lifetime, lifetime]]);
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(
    method: number,
    wanted: Attributes | ((transaction: Buffer) => Attributes),
    isAuthorised = true,
  ): Promise<TurnAnswer> {
    const transaction = Buffer.from(systemRandom(12));
    const attributes = typeof wanted === 'function' ? wanted(transaction) : wanted;
    const { username, credential } = this.#credentials;
    const signed: Attributes = isAuthorised
      ? [
          [ATTRIBUTE.username, Buffer.from(username)],
          [ATTRIBUTE.realm, this.#realm],
          [ATTRIBUTE.nonce, this.#nonce],
        ]
      : [];
    const key = createHash('md5').update(`${username}:${this.#realm}:${credential}`).digest();
    const message = encodeStun(
      method,
      transaction,
      [...attributes, ...signed],
      isAuthorised ? key : undefined,
    );
    const answer = await this.#exchange(message, transaction);
    this.#realm = Buffer.from(answer.attributes.get(ATTRIBUTE.realm) ?? this.#realm);
    this.#nonce = Buffer.from(answer.attributes.get(ATTRIBUTE.nonce) ?? this.#nonce);
    if (answer.isSuccess) return 'success';
    const code = answer.attributes.get(ATTRIBUTE.errorCode);
    return (code?.[2] ?? 0) * 100 + (code?.[3] ?? 0);
  }

  #exchange(message: Buffer, transaction: Buffer): Promise<StunMessage> {
    return new Promise((resolve, reject) => {
      let stopSending: () => void = () => undefined;
      const send = (againAfterMs: number) => {
        this.#socket.send(message);
        stopSending = this.#clock.after(againAfterMs, () => send(againAfterMs * 2));
      };
      const end = () => {
        stopWaiting();
        stopSending();
        this.#socket.off('message', onMessage).off('close', giveUp);
      };
      const giveUp = () => {
        end();
        reject(new Error('the relay does not answer'));
      };
      const stopWaiting = this.#clock.after(ANSWERS_WITHIN_MS, giveUp);
      const onMessage = (received: Buffer) => {
        const answer = decodeStun(received);
        if (!answer.transaction.equals(transaction)) return;
        end();
        resolve(answer);
      };
      this.#socket.on('message', onMessage).once('close', giveUp);
      send(FIRST_SENT_AGAIN_AFTER_MS);
    });
  }
}

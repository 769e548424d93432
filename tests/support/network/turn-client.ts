import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

const COOKIE = 0x2112a442;
const ANSWERS_WITHIN_MS = 5_000;
const METHOD = { allocate: 0x003, refresh: 0x004, createPermission: 0x008 } as const;
const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  peerAddress: 0x0012,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  requestedTransport: 0x0019,
} as const;
/** IANA's numbers of the protocols that a relay may be asked for. */
const TRANSPORT = { udp: 17, tcp: 6 } as const;

type Attributes = [type: number, value: Buffer][];
type Answer = 'success' | number;

const padded = (value: Buffer): Buffer => Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)]);

function encode(method: number, transaction: Buffer, attributes: Attributes, integrityKey?: Buffer): Buffer {
  const body = Buffer.concat(
    attributes.map(([type, value]) => {
      const head = Buffer.alloc(4);
      head.writeUInt16BE(type, 0);
      head.writeUInt16BE(value.length, 2);
      return Buffer.concat([head, padded(value)]);
    }),
  );
  const head = Buffer.alloc(20);
  head.writeUInt16BE(method, 0);
  head.writeUInt32BE(COOKIE, 4);
  transaction.copy(head, 8);
  // RFC 8489, 14.5: the length in the header covers the integrity attribute while it is computed.
  head.writeUInt16BE(body.length + (integrityKey ? 24 : 0), 2);
  const message = Buffer.concat([head, body]);
  if (!integrityKey) return message;
  const digest = createHmac('sha1', integrityKey).update(message).digest();
  return Buffer.concat([message, Buffer.from([0, ATTRIBUTE.messageIntegrity, 0, 20]), digest]);
}

function decode(message: Buffer): {
  isSuccess: boolean;
  transaction: Buffer;
  attributes: Map<number, Buffer>;
} {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return {
    isSuccess: (message.readUInt16BE(0) & 0x0110) === 0x0100,
    transaction: message.subarray(8, 20),
    attributes,
  };
}

function xorAddress(address: string, transaction: Buffer): Buffer {
  const mask = Buffer.concat([Buffer.from([0x21, 0x12, 0xa4, 0x42]), transaction]);
  const raw = isIPv6(address) ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number));
  const value = Buffer.alloc(4 + raw.length);
  value[1] = isIPv6(address) ? 2 : 1;
  value.writeUInt16BE(9 ^ 0x2112, 2);
  raw.forEach((byte, index) => {
    value[4 + index] = byte ^ (mask[index] ?? 0);
  });
  return value;
}

/** Of an address whose only short form is a `::`. */
function ipv6Bytes(address: string): Buffer {
  const [front = '', back = ''] = address.split('::');
  const groupsOf = (text: string) => text.split(':').filter(Boolean);
  const missing = 8 - groupsOf(front).length - groupsOf(back).length;
  const groups = [...groupsOf(front), ...Array<string>(missing).fill('0'), ...groupsOf(back)];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** As much of RFC 8656 as it takes to ask a relay for what it must refuse. Answers are `success` or the error's code. */
export class TurnClient {
  readonly #socket: Socket;
  readonly #credentials: { username: string; credential: string };
  #realm = Buffer.alloc(0);
  #nonce = Buffer.alloc(0);

  static async create(
    port: number,
    credentials: { username: string; credential: string },
  ): Promise<TurnClient> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(port, '127.0.0.1', resolve);
    });
    return new TurnClient(socket, credentials);
  }

  private constructor(socket: Socket, credentials: { username: string; credential: string }) {
    this.#socket = socket;
    this.#credentials = credentials;
  }

  async allocate(transport: keyof typeof TRANSPORT): Promise<Answer> {
    const wanted: Attributes = [[ATTRIBUTE.requestedTransport, Buffer.from([TRANSPORT[transport], 0, 0, 0])]];
    // RFC 8656, 7.1: the first is refused with the realm and the nonce that the second needs.
    await this.#ask(METHOD.allocate, wanted, false);
    return this.#ask(METHOD.allocate, wanted);
  }

  /** May the other address send to us, and we to it? */
  permit(address: string): Promise<Answer> {
    return this.#ask(METHOD.createPermission, (transaction) => [
      [ATTRIBUTE.peerAddress, xorAddress(address, transaction)],
    ]);
  }

  refresh(): Promise<Answer> {
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
  ): Promise<Answer> {
    const transaction = randomBytes(12);
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
    const message = encode(method, transaction, [...attributes, ...signed], isAuthorised ? key : undefined);
    const answer = await this.#exchange(message, transaction);
    this.#realm = Buffer.from(answer.attributes.get(ATTRIBUTE.realm) ?? this.#realm);
    this.#nonce = Buffer.from(answer.attributes.get(ATTRIBUTE.nonce) ?? this.#nonce);
    if (answer.isSuccess) return 'success';
    const code = answer.attributes.get(ATTRIBUTE.errorCode);
    return (code?.[2] ?? 0) * 100 + (code?.[3] ?? 0);
  }

  #exchange(message: Buffer, transaction: Buffer): Promise<ReturnType<typeof decode>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the relay does not answer')), ANSWERS_WITHIN_MS);
      const onMessage = (received: Buffer) => {
        const answer = decode(received);
        if (!answer.transaction.equals(transaction)) return;
        clearTimeout(timer);
        this.#socket.off('message', onMessage);
        resolve(answer);
      };
      this.#socket.on('message', onMessage);
      this.#socket.send(message);
    });
  }
}

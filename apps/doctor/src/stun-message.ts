import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';

const COOKIE = 0x2112a442;
export const METHOD = { allocate: 0x003, refresh: 0x004, createPermission: 0x008 } as const;
export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  peerAddress: 0x0012,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  requestedTransport: 0x0019,
} as const;

export type Attributes = [type: number, value: Buffer][];

export interface StunMessage {
  isSuccess: boolean;
  transaction: Buffer;
  attributes: Map<number, Buffer>;
}

const padded = (value: Buffer): Buffer => Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)]);

export function encodeStun(
  method: number,
  transaction: Buffer,
  attributes: Attributes,
  integrityKey?: Buffer,
): Buffer {
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

/** Answers come from a network: lengths that reach beyond the message end it. */
export function decodeStun(message: Buffer): StunMessage {
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

export function xorAddress(address: string, transaction: Buffer): Buffer {
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

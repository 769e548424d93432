import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

export interface IceCredentials {
  ufrag: string;
  password: string;
}

export type IceRole = 'controlling' | 'controlled';

const REQUEST = 0x0001;
const SUCCESS = 0x0101;
const MAGIC_COOKIE = 0x2112a442;
const FINGERPRINT_MASK = 0x5354554e;
const HEADER_BYTES = 20;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const XOR_MAPPED_ADDRESS = 0x0020;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const ROLE = { controlled: 0x8029, controlling: 0x802a };
const HOST_PRIORITY = 0x7effffff;

function attribute(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

/** RFC 8489, 14.5: what is signed already has the length that it will have with the signature. */
function withLength(message: Buffer, moreBytes: number): Buffer {
  message.writeUInt16BE(message.length - HEADER_BYTES + moreBytes, 2);
  return message;
}

function sealed(type: number, transaction: Buffer, attributes: readonly Buffer[], password: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(type, 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  transaction.copy(header, 8);
  const plain = withLength(Buffer.concat([header, ...attributes]), 24);
  const signature = createHmac('sha1', password).update(plain).digest();
  const signed = withLength(Buffer.concat([plain, attribute(MESSAGE_INTEGRITY, signature)]), 8);
  return Buffer.concat([signed, attribute(FINGERPRINT, uint32(crc32(signed) ^ FINGERPRINT_MASK))]);
}

/** Asks whether this pair of addresses works; the controlling side picks it with the same message. */
export function bindingRequest(own: IceCredentials, peer: IceCredentials, role: IceRole): Buffer {
  const attributes = [
    attribute(USERNAME, Buffer.from(`${peer.ufrag}:${own.ufrag}`)),
    attribute(PRIORITY, uint32(HOST_PRIORITY)),
    attribute(ROLE[role], Buffer.alloc(8, 1)),
    ...(role === 'controlling' ? [attribute(USE_CANDIDATE, Buffer.alloc(0))] : []),
  ];
  return sealed(REQUEST, randomBytes(12), attributes, peer.password);
}

/** The answer to a peer's check, which tells where it came from (RFC 8489, 14.2). */
export function bindingSuccess(
  request: Buffer,
  own: IceCredentials,
  from: { ip: string; port: number },
): Buffer {
  const address = Buffer.alloc(8);
  address.writeUInt8(1, 1);
  address.writeUInt16BE(from.port ^ (MAGIC_COOKIE >>> 16), 2);
  const ip = Buffer.from(from.ip.split('.').map(Number)).readUInt32BE();
  address.writeUInt32BE((ip ^ MAGIC_COOKIE) >>> 0, 4);
  return sealed(SUCCESS, request.subarray(8, 20), [attribute(XOR_MAPPED_ADDRESS, address)], own.password);
}

const typeOf = (packet: Buffer): number => (packet.length < HEADER_BYTES ? 0 : packet.readUInt16BE(0));
export const isBindingRequest = (packet: Buffer): boolean => typeOf(packet) === REQUEST;
export const isBindingSuccess = (packet: Buffer): boolean => typeOf(packet) === SUCCESS;

/** Whether a request picks its pair of addresses. */
export function isNominating(request: Buffer): boolean {
  for (let at = HEADER_BYTES; at + 4 <= request.length; ) {
    if (request.readUInt16BE(at) === USE_CANDIDATE) return true;
    at += 4 + Math.ceil(request.readUInt16BE(at + 2) / 4) * 4;
  }
  return false;
}

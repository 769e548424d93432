import { createCipheriv, createECDH, createHmac, type ECDH } from 'node:crypto';
import { type RandomBytes, systemRandom } from '#kernel';
import type { PushKeys } from '../ports/followers.js';

const RECORD_BYTES = 4_096;
/** Behind the text of the last record. */
const LAST = Buffer.from([2]);

/** For tests: a key pair that is known. */
type NewPair = () => ECDH;

const hmac = (key: Uint8Array, ...parts: Uint8Array[]): Buffer => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
/** One step of HKDF, which is all that keys of these sizes take. */
const derive = (key: Uint8Array, info: Uint8Array, length: number): Buffer =>
  hmac(key, info, Buffer.from([1])).subarray(0, length);

const newPair: NewPair = () => {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return pair;
};

/**
 * Encrypts a message that only the browser can read (RFC 8291): one record of `aes128gcm`, with a key pair that is used
 * once. Throws for a key that is no point of the curve.
 */
export function encryptPush(
  text: string,
  { p256dh, auth }: PushKeys,
  random: RandomBytes = systemRandom,
  pairOf: NewPair = newPair,
): Buffer {
  const browserKey = Buffer.from(p256dh, 'base64url');
  const pair = pairOf();
  const ownKey = pair.getPublicKey();
  const shared = pair.computeSecret(browserKey);
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, ownKey]);
  const input = derive(hmac(Buffer.from(auth, 'base64url'), shared), keyInfo, 32);
  const salt = Buffer.from(random(16));
  const secret = hmac(salt, input);
  const key = derive(secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = [cipher.update(text, 'utf8'), cipher.update(LAST), cipher.final(), cipher.getAuthTag()];
  const sizes = Buffer.alloc(5);
  sizes.writeUInt32BE(RECORD_BYTES, 0);
  sizes.writeUInt8(ownKey.length, 4);
  return Buffer.concat([salt, sizes, ownKey, ...sealed]);
}

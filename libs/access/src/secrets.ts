import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type RandomBytes, systemRandom } from '#kernel';

/** What a secret opens; the prefix lets people and leak scanners recognise it. */
export type SecretKind =
  | 'session'
  | 'invitation'
  | 'api-key'
  | 'webhook'
  | 'device'
  | 'input-key'
  | 'input-token';

const PREFIXES: Record<SecretKind, string> = {
  session: 'pss',
  invitation: 'psi',
  'api-key': 'psk',
  webhook: 'psw',
  device: 'psd',
  'input-key': 'pik',
  'input-token': 'pit',
};

const SECRET_BYTES = 32;

/** 256 random bits: nothing to guess, so a plain hash of it may be stored. */
export const newSecret = (kind: SecretKind, random: RandomBytes = systemRandom): string =>
  `${PREFIXES[kind]}_${Buffer.from(random(SECRET_BYTES)).toString('base64url')}`;

export const isSecretOf = (kind: SecretKind, text: string): boolean =>
  text.length === PREFIXES[kind].length + 1 + 43 && text.startsWith(`${PREFIXES[kind]}_`);

/** What the store keeps of a secret. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const macOf = (key: string | Uint8Array, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** Compares without telling by its duration where the difference is. */
export function isSame(left: Uint8Array | string, right: Uint8Array | string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type RandomBytes, systemRandom } from '#kernel';
import { macOf } from './secrets.js';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Text that must be readable again, in a store that alone must not be enough to read it. */
export class Seal {
  readonly #key: Buffer;
  readonly #random: RandomBytes;

  constructor(secret: string, purpose: string, random: RandomBytes = systemRandom) {
    this.#key = macOf(secret, purpose);
    this.#random = random;
  }

  close(text: string): string {
    const iv = this.#random(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Throws for what was not sealed with this secret for this purpose. */
  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const plain = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  }
}

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { macOf } from '#access';
import { type RandomBytes, systemRandom } from '#kernel';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Stored answers may hold secrets that are shown once; the store alone must not be enough to read them. */
export class AnswerSeal {
  readonly #key: Buffer;
  readonly #random: RandomBytes;

  constructor(secret: string, random: RandomBytes = systemRandom) {
    this.#key = macOf(secret, 'stored answers');
    this.#random = random;
  }

  close(body: unknown): string {
    const iv = this.#random(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(body ?? null), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  open(text: string): unknown {
    const bytes = Buffer.from(text, 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(plain.toString('utf8'));
  }
}

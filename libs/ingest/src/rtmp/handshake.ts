import type { RandomBytes } from '#kernel';

const VERSION = 3;
const BLOCK_BYTES = 1_536;

/** The plain handshake (RTMP 1.0, 5.2): every sender takes it. */
export class Handshake {
  #step: 'c1' | 'c2' | 'done' = 'c1';
  #rest: Buffer = Buffer.alloc(0);

  /** What came after it, once it is over; `reply` is called with what to send. Throws for another protocol. */
  push(bytes: Buffer, random: RandomBytes, reply: (bytes: Buffer) => void): Buffer | undefined {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    if (this.#rest[0] !== undefined && this.#step === 'c1' && this.#rest[0] !== VERSION)
      throw new RangeError('no RTMP');
    if (this.#step === 'c1' && this.#rest.length >= 1 + BLOCK_BYTES) {
      const c1 = this.#rest.subarray(1, 1 + BLOCK_BYTES);
      const s1 = Buffer.concat([Buffer.alloc(8), random(BLOCK_BYTES - 8)]);
      reply(Buffer.concat([Buffer.of(VERSION), s1, c1]));
      this.#rest = this.#rest.subarray(1 + BLOCK_BYTES);
      this.#step = 'c2';
    }
    if (this.#step !== 'c2' || this.#rest.length < BLOCK_BYTES) return undefined;
    this.#step = 'done';
    return this.#rest.subarray(BLOCK_BYTES);
  }
}

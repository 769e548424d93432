import { LARGEST_FRAME_BYTES } from './frame.js';

/** Puts frames together from the slices in which a socket delivers them. Each byte is copied once. */
export class FrameReader {
  readonly #head = Buffer.alloc(4);
  #headBytes = 0;
  #content: Buffer | undefined;
  #filled = 0;

  /** Bytes of a frame that is not whole have arrived. */
  get isInsideFrame(): boolean {
    return this.#headBytes > 0 || this.#content !== undefined;
  }

  /** Contents of the frames that `chunk` completes; an empty one is a heartbeat. Throws at a length over the limit. */
  *push(chunk: Buffer): Generator<Buffer> {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#content === undefined) offset = this.#readHead(chunk, offset);
      const content = this.#content;
      if (content === undefined) continue;
      const copied = chunk.copy(content, this.#filled, offset);
      offset += copied;
      this.#filled += copied;
      if (this.#filled < content.length) continue;
      this.#content = undefined;
      yield content;
    }
  }

  #readHead(chunk: Buffer, offset: number): number {
    const copied = chunk.copy(this.#head, this.#headBytes, offset);
    this.#headBytes += copied;
    if (this.#headBytes < this.#head.length) return offset + copied;
    const length = this.#head.readUInt32BE(0);
    if (length > LARGEST_FRAME_BYTES)
      throw new RangeError(`a frame of ${length} bytes is over the limit of ${LARGEST_FRAME_BYTES}`);
    this.#headBytes = 0;
    this.#filled = 0;
    this.#content = Buffer.allocUnsafe(length);
    return offset + copied;
  }
}

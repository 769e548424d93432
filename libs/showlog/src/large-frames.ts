import type { Frame, FrameChannel } from '#kernel';

/** Half of what a frame may hold: the message beside the bytes has room. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** More than a fragment of two seconds at 200 Mbit/s. */
const LARGEST_BYTES = 64 * 1024 * 1024;
const MORE = { kind: 'more' };

/** Bytes of any size in frames that each are small enough. */
export function sendLarge(channel: FrameChannel, message: unknown, bytes?: Buffer): void {
  let at = 0;
  for (; bytes && bytes.length - at > PIECE_BYTES; at += PIECE_BYTES)
    channel.send(MORE, bytes.subarray(at, at + PIECE_BYTES));
  channel.send(message, bytes?.subarray(at));
}

/** Puts together what `sendLarge` took apart. */
export class LargeFrames {
  #pieces: Buffer[] = [];
  #heldBytes = 0;

  /** Nothing while there is more to come. Throws where the peer never ends. */
  take({ message, bytes }: Frame): Frame | undefined {
    if (isMore(message)) {
      this.#heldBytes += bytes.length;
      if (this.#heldBytes > LARGEST_BYTES)
        throw new RangeError(`more than ${LARGEST_BYTES} bytes in one message`);
      this.#pieces.push(bytes);
      return undefined;
    }
    if (this.#pieces.length === 0) return { message, bytes };
    const whole = Buffer.concat([...this.#pieces, bytes]);
    this.#pieces = [];
    this.#heldBytes = 0;
    return { message, bytes: whole };
  }
}

const isMore = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === 'more';

import type { Socket } from 'node:net';
import type { Child } from '#kernel';
import { createI420, type I420 } from '../mix/i420.js';
import { type DecoderShape, imageDescriptor } from './decoder-arguments.js';
import type { SocketPair } from './socket-pairs.js';

/** Images whose memory is kept for the next ones. */
const FREE_AT_MOST = 8;

/** The images of one shape that a decoder writes, in order: its raw output is read into memory that is used again. */
export class DecoderOutput {
  readonly #shape: DecoderShape;
  readonly #descriptor: number;
  readonly #end: SocketPair | undefined;
  readonly #free: I420[] = [];
  readonly #images: I420[] = [];
  #current: I420 | undefined;
  #filledBytes = 0;
  #onImage: () => void = () => undefined;

  constructor(shape: DecoderShape, index: number, end: SocketPair | undefined) {
    this.#shape = shape;
    this.#descriptor = imageDescriptor(index);
    this.#end = end;
  }

  /** What the child is given to write to; without one it gets a pipe. */
  get childEnd(): Socket | undefined {
    return this.#end?.childEnd;
  }

  get isReady(): boolean {
    return this.#images.length > 0;
  }

  /** Call it once the child has its end: ours of that end is not needed any more. */
  readFrom(child: Pick<Child, 'stdout' | 'extra'>, onImage: () => void): void {
    this.#onImage = onImage;
    const push = (bytes: Uint8Array) => this.#push(bytes);
    if (this.#end) {
      this.#end.childEnd.destroy();
      this.#end.read({ room: () => this.#room(), filled: (count) => this.#filled(count), push });
    } else (this.#descriptor === 1 ? child.stdout : child.extra(this.#descriptor)).on('data', push);
  }

  take(): I420 {
    return this.#images.shift() as I420;
  }

  /** Gives the memory of an image back. */
  give(image: I420 | undefined): void {
    if (image && this.#free.length < FREE_AT_MOST) this.#free.push(image);
  }

  close(): void {
    this.#end?.close();
  }

  /** Memory for what comes next, so that it is read to where it belongs. */
  #room(): Uint8Array {
    this.#current ??= this.#free.pop() ?? createI420(this.#shape.width, this.#shape.height);
    return this.#current.data.subarray(this.#filledBytes);
  }

  /** So many bytes were put into the room. */
  #filled(count: number): void {
    const current = this.#current;
    this.#filledBytes += count;
    if (!current || this.#filledBytes < current.data.length) return;
    this.#current = undefined;
    this.#filledBytes = 0;
    this.#images.push(current);
    this.#onImage();
  }

  #push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const room = this.#room();
      const count = Math.min(chunk.length - at, room.length);
      room.set(chunk.subarray(at, at + count));
      at += count;
      this.#filled(count);
    }
  }
}

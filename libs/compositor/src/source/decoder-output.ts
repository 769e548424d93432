import type { Socket } from 'node:net';
import type { Child } from '#kernel';
import type { I420 } from '../mix/i420.js';
import { type DecoderShape, imageDescriptor } from './decoder-arguments.js';
import { ImageAssembler } from './image-assembler.js';
import { ImagePool } from './image-pool.js';
import type { SocketPair } from './socket-pairs.js';

/** The images of one shape that a decoder writes, in order. */
export class DecoderOutput {
  readonly #descriptor: number;
  readonly #end: SocketPair | undefined;
  readonly #pool: ImagePool;
  readonly #assembler: ImageAssembler;
  readonly #images: I420[] = [];

  constructor({ width, height }: DecoderShape, index: number, end: SocketPair | undefined) {
    this.#descriptor = imageDescriptor(index);
    this.#end = end;
    this.#pool = new ImagePool(width, height);
    this.#assembler = new ImageAssembler(this.#pool);
  }

  /** What the child is given to write to; without one it gets a pipe. */
  get childEnd(): Socket | undefined {
    return this.#end?.childEnd;
  }

  get isReady(): boolean {
    return this.#images.length > 0;
  }

  /** Call it once the child has its end: ours of that end is not needed any more. */
  readFrom(child: Child, onImage: () => void): void {
    const onWhole = (image: I420) => {
      this.#images.push(image);
      onImage();
    };
    const push = (bytes: Uint8Array) => this.#assembler.push(bytes, onWhole);
    if (this.#end) {
      this.#end.childEnd.destroy();
      this.#end.read({
        room: () => this.#assembler.room(),
        filled: (count) => this.#assembler.filled(count, onWhole),
        push,
      });
    } else (this.#descriptor === 1 ? child.stdout : child.extra(this.#descriptor)).on('data', push);
  }

  take(): I420 {
    return this.#images.shift() as I420;
  }

  give(image: I420 | undefined): void {
    if (image) this.#pool.give(image);
  }

  close(): void {
    this.#end?.close();
  }
}

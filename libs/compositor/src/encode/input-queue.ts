import type { Writable } from 'node:stream';

interface Waiting {
  pieces: readonly Uint8Array[];
  bytes: number;
  done(): void;
}

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((total, { length }) => total + length, 0);

/**
 * Hands input to a process one frame at a time. A stream would put everything that waits into one write, and say that it
 * was taken only when the last byte is: an encoder that is behind would seem to hang, and no canvas would be free.
 */
export class InputQueue {
  readonly #stream: Writable;
  readonly #waiting: Waiting[] = [];
  #pendingBytes = 0;
  #isWriting = false;
  #isEnding = false;
  #isClosed = false;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Bytes that the process has not taken. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** `done` comes when the pieces may be reused, also when the process ended with them. */
  write(pieces: readonly Uint8Array[], done: () => void): void {
    if (this.#isClosed || this.#isEnding) {
      queueMicrotask(done);
      return;
    }
    const bytes = lengthOf(pieces);
    this.#pendingBytes += bytes;
    this.#waiting.push({ pieces, bytes, done });
    this.#next();
  }

  /** Ends the input behind what waits. */
  end(): void {
    this.#isEnding = true;
    this.#next();
  }

  /** The process has ended: nothing will be taken any more. */
  close(): void {
    this.#isClosed = true;
    this.#pendingBytes = 0;
    for (const { done } of this.#waiting.splice(0)) done();
  }

  #next(): void {
    if (this.#isWriting || this.#isClosed) return;
    const next = this.#waiting.shift();
    if (next) this.#write(next);
    else if (this.#isEnding) this.#stream.end();
  }

  #write({ pieces, bytes, done }: Waiting): void {
    this.#isWriting = true;
    const taken = () => {
      this.#isWriting = false;
      this.#pendingBytes = Math.max(0, this.#pendingBytes - bytes);
      done();
      this.#next();
    };
    this.#stream.cork();
    pieces.forEach((piece, index) => {
      this.#stream.write(piece, index === pieces.length - 1 ? taken : undefined);
    });
    this.#stream.uncork();
  }
}

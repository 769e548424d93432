import type { Readable } from 'node:stream';

/** Reads pieces of one size ahead of their use, a bounded number of them: the writer waits then. */
export class AheadReader {
  readonly #stream: Readable;
  readonly #pieceBytes: number;
  readonly #most: number;
  readonly #pieces: Buffer[] = [];
  #isEnded = false;
  #taken = 0;
  #onPiece: () => void = () => undefined;

  constructor(stream: Readable, pieceBytes: number, most: number) {
    this.#stream = stream;
    this.#pieceBytes = pieceBytes;
    this.#most = most;
    stream.on('readable', () => this.#fill());
    stream.once('end', () => {
      this.#isEnded = true;
      this.#onPiece();
    });
  }

  /** Pieces that were taken so far: the number of the next one. */
  get taken(): number {
    return this.#taken;
  }

  get isReady(): boolean {
    return this.#pieces.length > 0 || this.#isEnded;
  }

  /** Nothing is left and nothing will come. */
  get isOver(): boolean {
    return this.#isEnded && this.#pieces.length === 0;
  }

  onPiece(listener: () => void): void {
    this.#onPiece = listener;
  }

  take(): Buffer | undefined {
    const piece = this.#pieces.shift();
    if (piece === undefined) return undefined;
    this.#taken += 1;
    this.#fill();
    return piece;
  }

  #fill(): void {
    while (this.#pieces.length < this.#most) {
      const piece = this.#stream.read(this.#pieceBytes) as Buffer | null;
      // At its end a stream answers with what is left, which is no whole piece.
      if (piece === null || piece.length < this.#pieceBytes) return;
      this.#pieces.push(piece);
      this.#onPiece();
    }
  }
}

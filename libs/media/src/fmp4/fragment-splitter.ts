import { MalformedMp4, readBoxHeader } from './box.js';

/** A muxer's output, cut at its seams: once the initialization section, then whole fragments. */
export type Mp4Piece = { kind: 'init'; bytes: Buffer } | { kind: 'fragment'; bytes: Buffer };

/** No fragment of a live encoder is near this; a larger one means that the stream is not what we think. */
const LONGEST_BOX_BYTES = 64 * 1024 * 1024;

/** Takes a fragmented MP4 byte stream in any slicing and gives whole pieces, each as soon as its last byte came. */
export class FragmentSplitter {
  #chunks: Buffer[] = [];
  #bufferedBytes = 0;
  /** Boxes of the piece that is being put together. */
  #piece: Buffer[] = [];

  push(chunk: Uint8Array): Mp4Piece[] {
    this.#chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    this.#bufferedBytes += chunk.byteLength;
    const pieces: Mp4Piece[] = [];
    for (let box = this.#takeBox(); box; box = this.#takeBox()) {
      const piece = this.#accept(box.type, box.bytes);
      if (piece) pieces.push(piece);
    }
    return pieces;
  }

  /** Bytes that came and belong to no whole piece yet, in order: pushed into another splitter, that one goes on alike. */
  get pending(): Buffer {
    return Buffer.concat([...this.#piece, ...this.#chunks]);
  }

  #accept(type: string, bytes: Buffer): Mp4Piece | undefined {
    if (type === 'sidx' || type === 'free' || type === 'skip' || type === 'mfra') return undefined;
    this.#piece.push(bytes);
    if (type !== 'moov' && type !== 'mdat') return undefined;
    const whole = Buffer.concat(this.#piece);
    this.#piece = [];
    return { kind: type === 'moov' ? 'init' : 'fragment', bytes: whole };
  }

  #takeBox(): { type: string; bytes: Buffer } | undefined {
    const header = readBoxHeader(this.#head(16), 0);
    if (!header) return undefined;
    if (!/^[\x20-\x7e]{4}$/.test(header.type)) throw new MalformedMp4('no box where one should begin');
    if (header.sizeBytes < header.headerBytes || header.sizeBytes > LONGEST_BOX_BYTES)
      throw new MalformedMp4(`a ${JSON.stringify(header.type)} box of ${header.sizeBytes} bytes in a stream`);
    if (this.#bufferedBytes < header.sizeBytes) return undefined;
    const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    const rest = all.subarray(header.sizeBytes);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bufferedBytes = rest.length;
    return { type: header.type, bytes: all.subarray(0, header.sizeBytes) };
  }

  /** The first bytes without joining a large buffer for them. */
  #head(length: number): Buffer {
    const first = this.#chunks[0];
    if (!first) return Buffer.alloc(0);
    if (first.length >= length || this.#chunks.length === 1) return first;
    const head: Buffer[] = [];
    let have = 0;
    for (const chunk of this.#chunks) {
      head.push(chunk);
      have += chunk.length;
      if (have >= length) break;
    }
    return Buffer.concat(head);
  }
}

export interface RtmpMessage {
  type: number;
  streamId: number;
  timestampMs: number;
  payload: Buffer;
}

interface ChunkStream {
  timestampMs: number;
  deltaMs: number;
  length: number;
  type: number;
  streamId: number;
  isExtended: boolean;
  parts: Buffer[];
  received: number;
}

const MOST_STREAMS = 32;
const LONGEST_MESSAGE_BYTES = 8 << 20;
const LARGEST_CHUNK_BYTES = 1 << 20;
/** The specification's "at least"; each chunk costs an object, and a message of 8 MiB has 65,536 of these. */
const SMALLEST_CHUNK_BYTES = 128;
/** Of all messages that are not whole. Before the key was granted these are commands of a few hundred bytes. */
const HELD_OF_STRANGERS_BYTES = 256 << 10;
const HELD_BYTES = 16 << 20;
/** Small pieces are joined: each costs far more than its bytes. */
const MOST_PIECES = 32;
const EXTENDED = 0xff_ff_ff;
const HEADER_BYTES = [11, 7, 3, 0] as const;

/** Messages out of the chunks of one connection (RTMP 1.0, 5.3). Throws a RangeError for what is no RTMP. */
export class ChunkReader {
  readonly #streams = new Map<number, ChunkStream>();
  /** What came and is less than a chunk. */
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  /** A chunk is not tried before so much is there: who sends byte by byte costs no copy for each. */
  #needed = 1;
  #chunkBytes = 128;
  #heldBytes = 0;
  #mostHeldBytes = HELD_OF_STRANGERS_BYTES;

  /** The peer says how long its chunks are from now on. */
  setChunkBytes(bytes: number): void {
    if (bytes < SMALLEST_CHUNK_BYTES || bytes > LARGEST_CHUNK_BYTES)
      throw new RangeError(`chunks of ${bytes} bytes`);
    this.#chunkBytes = bytes;
  }

  /** The sender is known: their messages may be as long as frames are. */
  trust(): void {
    this.#mostHeldBytes = HELD_BYTES;
  }

  /** `take` hears each message before the next chunk is read: a new chunk length counts at once. */
  push(bytes: Buffer, take: (message: RtmpMessage) => void): void {
    this.#pieces.push(bytes);
    this.#pieceBytes += bytes.length;
    if (this.#pieceBytes < this.#needed) {
      if (this.#pieces.length > MOST_PIECES) this.#pieces = [Buffer.concat(this.#pieces)];
      return;
    }
    let rest = this.#pieces.length === 1 ? bytes : Buffer.concat(this.#pieces);
    for (;;) {
      const used = this.#readChunk(rest, take);
      if (used === 0) break;
      rest = rest.subarray(used);
    }
    // A view of what came would keep all of it in memory.
    this.#pieces = rest.length === 0 ? [] : [Buffer.from(rest)];
    this.#pieceBytes = rest.length;
  }

  #wait(bytes: number): 0 {
    this.#needed = bytes;
    return 0;
  }

  /** How many bytes the next chunk took; 0 while it is not complete. */
  #readChunk(bytes: Buffer, take: (message: RtmpMessage) => void): number {
    const first = bytes[0];
    if (first === undefined) return this.#wait(1);
    const format = first >> 6;
    const idBytes = (first & 63) === 0 ? 2 : (first & 63) === 1 ? 3 : 1;
    const headerBytes = HEADER_BYTES[format] ?? 0;
    if (bytes.length < idBytes + headerBytes) return this.#wait(idBytes + headerBytes);
    const id = idBytes === 1 ? first & 63 : idBytes === 2 ? 64 + (bytes[1] ?? 0) : 64 + bytes.readUInt16LE(1);
    const known = this.#streams.get(id);
    if (known === undefined && format !== 0) throw new RangeError('a chunk of a stream that never began');
    if (known === undefined && this.#streams.size >= MOST_STREAMS)
      throw new RangeError('too many chunk streams');
    const stream = known ?? newStream();
    const field = headerBytes === 0 ? 0 : bytes.readUIntBE(idBytes, 3);
    const isExtended = headerBytes === 0 ? stream.isExtended : field === EXTENDED;
    const start = idBytes + headerBytes + (isExtended ? 4 : 0);
    if (bytes.length < start) return this.#wait(start);
    const length = headerBytes >= 7 ? bytes.readUIntBE(idBytes + 3, 3) : stream.length;
    if (length > Math.min(LONGEST_MESSAGE_BYTES, this.#mostHeldBytes))
      throw new RangeError(`a message of ${length} bytes`);
    const isNew = stream.received === 0;
    const size = Math.min(this.#chunkBytes, length - (isNew ? 0 : stream.received));
    if (this.#heldBytes + size > this.#mostHeldBytes) throw new RangeError('too much that is not whole');
    if (bytes.length < start + size) return this.#wait(start + size);
    if (!isNew && headerBytes !== 0) throw new RangeError('a message begins within another one');
    this.#streams.set(id, stream);
    if (isNew) this.#begin(stream, format, bytes, idBytes, isExtended);
    stream.parts.push(Buffer.from(bytes.subarray(start, start + size)));
    stream.received += size;
    this.#heldBytes += size;
    if (stream.received >= stream.length) this.#finish(stream, take);
    return start + size;
  }

  #begin(stream: ChunkStream, format: number, bytes: Buffer, idBytes: number, isExtended: boolean): void {
    const headerBytes = HEADER_BYTES[format] ?? 0;
    stream.isExtended = isExtended;
    const said = isExtended
      ? bytes.readUInt32BE(idBytes + headerBytes)
      : headerBytes === 0
        ? stream.deltaMs
        : bytes.readUIntBE(idBytes, 3);
    if (headerBytes >= 7) {
      stream.length = bytes.readUIntBE(idBytes + 3, 3);
      stream.type = bytes.readUInt8(idBytes + 6);
    }
    if (headerBytes === 11) stream.streamId = bytes.readUInt32LE(idBytes + 7);
    if (format === 0) stream.timestampMs = said;
    else {
      stream.deltaMs = said;
      stream.timestampMs = (stream.timestampMs + said) % 2 ** 32;
    }
    if (format === 0) stream.deltaMs = 0;
  }

  #finish(stream: ChunkStream, take: (message: RtmpMessage) => void): void {
    const { type, streamId, timestampMs, parts } = stream;
    const payload = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    this.#heldBytes -= stream.received;
    stream.parts = [];
    stream.received = 0;
    take({ type, streamId, timestampMs, payload });
  }
}

const newStream = (): ChunkStream => ({
  timestampMs: 0,
  deltaMs: 0,
  length: 0,
  type: 0,
  streamId: 0,
  isExtended: false,
  parts: [],
  received: 0,
});

/** One message as chunks of up to 4,096 bytes. */
export function writeChunks(
  chunkStream: number,
  { type, streamId, timestampMs, payload }: RtmpMessage,
): Buffer {
  const header = Buffer.alloc(12);
  header[0] = chunkStream;
  header.writeUIntBE(Math.min(timestampMs, EXTENDED - 1), 1, 3);
  header.writeUIntBE(payload.length, 4, 3);
  header[7] = type;
  header.writeUInt32LE(streamId, 8);
  const parts: Buffer[] = [header];
  for (let at = 0; at < payload.length || at === 0; at += WRITTEN_CHUNK_BYTES) {
    if (at > 0) parts.push(Buffer.of(0xc0 | chunkStream));
    parts.push(payload.subarray(at, at + WRITTEN_CHUNK_BYTES));
  }
  return Buffer.concat(parts);
}

/** What our side announces. */
export const WRITTEN_CHUNK_BYTES = 4_096;

/** An access unit as FLV carries it: each NAL unit behind its length in four bytes. */
export interface FlvFrame {
  timeMs: number;
  isKey: boolean;
  data: Uint8Array;
}

const FILE_HEADER_BYTES = 13;
const TAG_HEADER_BYTES = 11;
/** The size of a tag, again, behind it. */
const TRAILER_BYTES = 4;
const VIDEO_TAG = 9;
/** Frame type and codec, kind of packet, composition time. */
const AVC_HEADER_BYTES = 5;
const AVC_CONFIGURATION = 0;
const AVC_FRAME = 1;
const KEY_FRAME = 1;

/**
 * Takes the H.264 of an FLV byte stream in any slicing and gives each access unit as soon as its last byte came. Key
 * frames begin with the parameter sets, as a receiver that comes in later needs them.
 */
export class FlvSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #isBehindHeader = false;
  #parameterSets: Buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): FlvFrame[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    if (!this.#isBehindHeader) {
      if (this.#rest.length < FILE_HEADER_BYTES) return [];
      this.#rest = this.#rest.subarray(FILE_HEADER_BYTES);
      this.#isBehindHeader = true;
    }
    const frames: FlvFrame[] = [];
    for (let tag = this.#takeTag(); tag; tag = this.#takeTag()) {
      const frame = this.#read(tag);
      if (frame) frames.push(frame);
    }
    return frames;
  }

  #takeTag(): Buffer | undefined {
    if (this.#rest.length < TAG_HEADER_BYTES) return undefined;
    const end = TAG_HEADER_BYTES + this.#rest.readUIntBE(1, 3);
    if (this.#rest.length < end + TRAILER_BYTES) return undefined;
    const tag = this.#rest.subarray(0, end);
    this.#rest = this.#rest.subarray(end + TRAILER_BYTES);
    return tag;
  }

  #read(tag: Buffer): FlvFrame | undefined {
    if (tag[0] !== VIDEO_TAG || tag.length < TAG_HEADER_BYTES + AVC_HEADER_BYTES) return undefined;
    // The eighth byte holds the highest bits of the time.
    const timeMs = tag.readUIntBE(4, 3) + (tag[7] ?? 0) * 0x100_0000;
    const isKey = (tag[TAG_HEADER_BYTES] ?? 0) >> 4 === KEY_FRAME;
    const kind = tag[TAG_HEADER_BYTES + 1];
    const body = tag.subarray(TAG_HEADER_BYTES + AVC_HEADER_BYTES);
    if (kind === AVC_CONFIGURATION) this.#parameterSets = readParameterSets(body);
    if (kind !== AVC_FRAME) return undefined;
    return { timeMs, isKey, data: isKey ? Buffer.concat([this.#parameterSets, body]) : body };
  }
}

/** The sets of an AVCDecoderConfigurationRecord (14496-15, 5.3.3.1), each behind its length in four bytes. */
function readParameterSets(record: Buffer): Buffer {
  const sets: Buffer[] = [];
  let at = 5;
  for (const countMask of [0x1f, 0xff]) {
    const count = (record[at] ?? 0) & countMask;
    at += 1;
    for (let index = 0; index < count && at + 2 <= record.length; index += 1) {
      const size = record.readUInt16BE(at);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(size);
      sets.push(length, record.subarray(at + 2, at + 2 + size));
      at += 2 + size;
    }
  }
  return Buffer.concat(sets);
}

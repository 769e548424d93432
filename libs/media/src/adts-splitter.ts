/** One coded frame of AAC. */
export interface AdtsFrame {
  sampleRateHz: number;
  channels: number;
  data: Buffer;
}

const SAMPLE_RATES_HZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
];
const HEADER_BYTES = 7;
const CHECKSUM_BYTES = 2;
const SYNC_BYTE = 0xff;

/**
 * AAC in ADTS (14496-3, 1.A.2.2) in any slicing: gives each frame as soon as its last byte came. Throws where no frame
 * begins: what follows cannot be told apart any more.
 */
export class AdtsSplitter {
  #pending: Buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): AdtsFrame[] {
    const bytes = this.#pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#pending, chunk]);
    const frames: AdtsFrame[] = [];
    let at = 0;
    while (bytes.length - at >= HEADER_BYTES) {
      const header = readHeader(bytes, at);
      if (header === undefined) throw new Error('no ADTS header where a frame should begin');
      const { dataAt, end, ...facts } = header;
      if (end > bytes.length) break;
      frames.push({ ...facts, data: bytes.subarray(dataAt, end) });
      at = end;
    }
    this.#pending = bytes.subarray(at);
    return frames;
  }

  /**
   * As `push`, after a loss: drops the frame that was begun, and what comes before the first header that is followed by
   * another one or by the end of the bytes. Nothing where there is no such header. May throw as `push` does.
   */
  restart(chunk: Uint8Array): AdtsFrame[] | undefined {
    const bytes = Buffer.from(chunk);
    this.#pending = Buffer.alloc(0);
    for (let at = bytes.indexOf(SYNC_BYTE); at >= 0; at = bytes.indexOf(SYNC_BYTE, at + 1))
      if (isFrameAt(bytes, at)) return this.push(bytes.subarray(at));
    return undefined;
  }
}

/** Asked of each byte of what a stranger sends: nothing is thrown. */
function isFrameAt(bytes: Buffer, at: number): boolean {
  if (bytes.length - at < HEADER_BYTES) return false;
  const end = readHeader(bytes, at)?.end;
  if (end === undefined || end > bytes.length) return false;
  if (bytes.length - end < HEADER_BYTES) return end === bytes.length || bytes[end] === SYNC_BYTE;
  return readHeader(bytes, end) !== undefined;
}

interface AdtsHeader {
  sampleRateHz: number;
  channels: number;
  dataAt: number;
  end: number;
}

/** Nothing where no frame begins. */
function readHeader(bytes: Buffer, at: number): AdtsHeader | undefined {
  const sync = bytes.readUInt16BE(at);
  // Twelve bits of sync, the version, and a layer that is always zero.
  if ((sync & 0xfff6) !== 0xfff0) return undefined;
  const headerBytes = HEADER_BYTES + (sync & 1 ? 0 : CHECKSUM_BYTES);
  const facts = bytes.readUInt16BE(at + 2);
  const sizeBytes = (bytes.readUInt32BE(at + 3) >>> 13) & 0x1fff;
  const sampleRateHz = SAMPLE_RATES_HZ[(facts >> 10) & 0xf];
  if (sampleRateHz === undefined || sizeBytes < headerBytes) return undefined;
  return { sampleRateHz, channels: (facts >> 6) & 7, dataAt: at + headerBytes, end: at + sizeBytes };
}

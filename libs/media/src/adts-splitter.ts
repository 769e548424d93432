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
      const frame = readFrame(bytes, at);
      if (!frame) break;
      frames.push(frame.frame);
      at = frame.end;
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

function isFrameAt(bytes: Buffer, at: number): boolean {
  if (bytes.length - at < HEADER_BYTES) return false;
  try {
    const end = readFrame(bytes, at)?.end;
    if (end === undefined) return false;
    if (bytes.length - end < HEADER_BYTES) return end === bytes.length || bytes[end] === SYNC_BYTE;
    readFrame(bytes, end);
    return true;
  } catch {
    return false;
  }
}

function readFrame(bytes: Buffer, at: number): { frame: AdtsFrame; end: number } | undefined {
  const sync = bytes.readUInt16BE(at);
  // Twelve bits of sync, the version, and a layer that is always zero.
  if ((sync & 0xfff6) !== 0xfff0) throw new Error('no ADTS frame where one should begin');
  const headerBytes = HEADER_BYTES + (sync & 1 ? 0 : CHECKSUM_BYTES);
  const facts = bytes.readUInt16BE(at + 2);
  const sizeBytes = (bytes.readUInt32BE(at + 3) >>> 13) & 0x1fff;
  const sampleRateHz = SAMPLE_RATES_HZ[(facts >> 10) & 0xf];
  if (sampleRateHz === undefined || sizeBytes < headerBytes) throw new Error('a malformed ADTS header');
  const end = at + sizeBytes;
  if (end > bytes.length) return undefined;
  const channels = (facts >> 6) & 7;
  return { frame: { sampleRateHz, channels, data: bytes.subarray(at + headerBytes, end) }, end };
}

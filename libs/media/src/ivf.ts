export interface IvfHeader {
  /** `I420` is raw video, planar 4:2:0. */
  fourcc: 'VP80' | 'VP90' | 'AV01' | 'H264' | 'I420';
  width: number;
  height: number;
  /** Presentation times count in 1/`ticksPerSecond`. */
  ticksPerSecond: number;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 12;

export function printIvfHeader(header: IvfHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set([0x44, 0x4b, 0x49, 0x46]);
  view.setUint16(6, HEADER_BYTES, true);
  for (let i = 0; i < 4; i += 1) bytes[8 + i] = header.fourcc.charCodeAt(i);
  view.setUint16(12, header.width, true);
  view.setUint16(14, header.height, true);
  view.setUint32(16, header.ticksPerSecond, true);
  view.setUint32(20, 1, true);
  return bytes;
}

/** Stands before the frame's data, which are written behind it and not copied. */
export function printIvfFrameHeader(dataBytes: number, presentationTicks: number): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, dataBytes, true);
  view.setBigUint64(4, BigInt(presentationTicks), true);
  return bytes;
}

/** The frames of a whole IVF file. Stops at the first that is cut short. */
export function parseIvfFrames(file: Uint8Array): { data: Uint8Array; presentationTicks: number }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const frames: { data: Uint8Array; presentationTicks: number }[] = [];
  let at = file.length >= HEADER_BYTES ? view.getUint16(6, true) : file.length;
  while (at + FRAME_HEADER_BYTES <= file.length) {
    const size = view.getUint32(at, true);
    const presentationTicks = Number(view.getBigUint64(at + 4, true));
    at += FRAME_HEADER_BYTES;
    if (at + size > file.length) break;
    frames.push({ data: file.subarray(at, at + size), presentationTicks });
    at += size;
  }
  return frames;
}

/** RFC 3550, 5.1. The payload is a view into the packet's bytes. */
export interface RtpPacket {
  payloadType: number;
  marker: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: Uint8Array;
}

const FIXED_HEADER_BYTES = 12;

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 0x10000 + u16(bytes, at + 2);

/** Answers nothing for bytes that are no RTP packet: strangers send these. */
export function parseRtpPacket(bytes: Uint8Array): RtpPacket | undefined {
  const first = bytes[0] ?? 0;
  const second = bytes[1] ?? 0;
  if (bytes.length < FIXED_HEADER_BYTES || first >> 6 !== 2) return undefined;
  let start = FIXED_HEADER_BYTES + (first & 0x0f) * 4;
  if (first & 0x10) {
    if (start + 4 > bytes.length) return undefined;
    start += 4 + u16(bytes, start + 2) * 4;
  }
  const padding = first & 0x20 ? (bytes[bytes.length - 1] ?? 0) : 0;
  const end = bytes.length - padding;
  if (start > end) return undefined;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: u16(bytes, 2),
    timestamp: u32(bytes, 4),
    ssrc: u32(bytes, 8),
    payload: bytes.subarray(start, end),
  };
}

/** Prints what `parseRtpPacket` reads, without contributing sources, extensions or padding. */
export function printRtpPacket(packet: RtpPacket): Uint8Array {
  const bytes = new Uint8Array(FIXED_HEADER_BYTES + packet.payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = 0x80;
  bytes[1] = (packet.marker ? 0x80 : 0) | (packet.payloadType & 0x7f);
  view.setUint16(2, packet.sequence & 0xffff);
  view.setUint32(4, packet.timestamp >>> 0);
  view.setUint32(8, packet.ssrc >>> 0);
  bytes.set(packet.payload, FIXED_HEADER_BYTES);
  return bytes;
}

import { type FramePart, FrameParts } from './frame-parts.js';
import type { RtpPacket } from './rtp-packet.js';
import type { CodedFrame } from './video-frame.js';

/** RFC 7741, 4.2. */
function parseDescriptor(payload: Uint8Array): FramePart | undefined {
  const first = payload[0];
  if (first === undefined) return undefined;
  let at = 1;
  if (first & 0x80) {
    const extension = payload[at] ?? 0;
    at += 1;
    if (extension & 0x80) at += (payload[at] ?? 0) & 0x80 ? 2 : 1;
    if (extension & 0x40) at += 1;
    if (extension & 0x30) at += 1;
  }
  if (at >= payload.length) return undefined;
  return { startsFrame: (first & 0x10) !== 0 && (first & 0x07) === 0, dataAt: at };
}

/** RFC 6386, 9.1: start code and size stand behind the three bytes of the frame tag. */
export function vp8KeyFrameSize(frame: Uint8Array): { width: number; height: number } | undefined {
  if (frame.length < 10 || ((frame[0] ?? 1) & 1) !== 0) return undefined;
  if (frame[3] !== 0x9d || frame[4] !== 0x01 || frame[5] !== 0x2a) return undefined;
  const width = ((frame[6] ?? 0) | ((frame[7] ?? 0) << 8)) & 0x3fff;
  const height = ((frame[8] ?? 0) | ((frame[9] ?? 0) << 8)) & 0x3fff;
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** Ordered RTP packets in, whole VP8 frames out. */
export class Vp8Depacketiser {
  readonly #parts = new FrameParts();

  push(packet: RtpPacket): CodedFrame | undefined {
    const descriptor = parseDescriptor(packet.payload);
    if (!descriptor) return this.lose();
    return this.#parts.add(packet, descriptor) && packet.marker ? this.#finish() : undefined;
  }

  /** Packets are missing: the frame under way cannot be completed. */
  lose(): undefined {
    this.#parts.drop();
    return undefined;
  }

  #finish(): CodedFrame | undefined {
    const { data, rtpTimestamp } = this.#parts.take();
    const isKey = ((data[0] ?? 1) & 1) === 0;
    const size = vp8KeyFrameSize(data);
    if (isKey && !size) return undefined;
    return { data, rtpTimestamp, isKey, ...(size ? { size } : {}) };
  }
}

import { type FramePart, FrameParts } from './frame-parts.js';
import type { RtpPacket } from './rtp-packet.js';
import type { CodedFrame } from './video-frame.js';
import { readVp9Header } from './vp9-header.js';

interface Descriptor extends FramePart {
  endsFrame: boolean;
  spatialLayer: number;
}

const HAS = {
  pictureId: 0x80,
  inter: 0x40,
  layers: 0x20,
  flexible: 0x10,
  start: 0x08,
  end: 0x04,
  structure: 0x02,
};
const MOST_REFERENCES = 3;

/** RFC 9628, 4.2. */
function parseDescriptor(payload: Uint8Array): Descriptor | undefined {
  const first = payload[0];
  if (first === undefined) return undefined;
  let at = 1;
  if (first & HAS.pictureId) at += (payload[at] ?? 0) & 0x80 ? 2 : 1;
  let spatialLayer = 0;
  if (first & HAS.layers) {
    spatialLayer = ((payload[at] ?? 0) >> 1) & 0x07;
    at += first & HAS.flexible ? 1 : 2;
  }
  if (first & HAS.flexible && first & HAS.inter) at = behindReferences(payload, at);
  if (first & HAS.structure) at = behindStructure(payload, at);
  if (at >= payload.length) return undefined;
  const [startsFrame, endsFrame] = [(first & HAS.start) !== 0, (first & HAS.end) !== 0];
  return { startsFrame, endsFrame, spatialLayer, dataAt: at };
}

function behindReferences(payload: Uint8Array, from: number): number {
  for (let at = from; at < from + MOST_REFERENCES; at += 1)
    if (((payload[at] ?? 0) & 0x01) === 0) return at + 1;
  return from + MOST_REFERENCES;
}

function behindStructure(payload: Uint8Array, from: number): number {
  const head = payload[from] ?? 0;
  let at = from + 1;
  if (head & 0x10) at += 4 * ((head >> 5) + 1);
  if ((head & 0x08) === 0) return at;
  const groups = payload[at] ?? 0;
  at += 1;
  for (let group = 0; group < groups && at < payload.length; group += 1)
    at += 1 + (((payload[at] ?? 0) >> 2) & 0x03);
  return at;
}

/**
 * Ordered RTP packets in, whole VP9 frames out. Of a sender with spatial layers in one stream the lowest one: it
 * refers to no other, and a decoder would hand out a frame of each.
 */
export class Vp9Depacketiser {
  readonly #parts = new FrameParts();

  push(packet: RtpPacket): CodedFrame | undefined {
    const descriptor = parseDescriptor(packet.payload);
    if (!descriptor) return this.lose();
    if (descriptor.spatialLayer > 0) return undefined;
    if (!this.#parts.add(packet, descriptor)) return undefined;
    return descriptor.endsFrame || packet.marker ? this.#finish() : undefined;
  }

  /** Packets are missing: the frame under way cannot be completed. */
  lose(): undefined {
    this.#parts.drop();
    return undefined;
  }

  #finish(): CodedFrame | undefined {
    const { data, rtpTimestamp } = this.#parts.take();
    const header = readVp9Header(data);
    if (!header) return undefined;
    const { isKey, size } = header;
    return { data, rtpTimestamp, isKey, ...(size ? { size } : {}) };
  }
}

/** RTP packets of several tracks in one piece of bytes: before each its track, its length and when it came. */
const HEADER_BYTES = 12;

export interface PackedPacket {
  /** The number that stands for its track. */
  index: number;
  /** On the clock of who packed it. */
  arrivedMs: number;
  bytes: Uint8Array;
}

/** Gathers packets until they are taken together. */
export class PacketPack {
  #packets: PackedPacket[] = [];
  #bytes = 0;

  /** What `take` would give. */
  get bytes(): number {
    return this.#bytes;
  }

  add(packet: PackedPacket): void {
    this.#packets.push(packet);
    this.#bytes += HEADER_BYTES + packet.bytes.length;
  }

  take(): Uint8Array {
    const packed = new Uint8Array(this.#bytes);
    const view = new DataView(packed.buffer);
    let at = 0;
    for (const { index, arrivedMs, bytes } of this.#packets) {
      view.setUint16(at, index);
      view.setUint16(at + 2, bytes.length);
      view.setFloat64(at + 4, arrivedMs);
      packed.set(bytes, at + HEADER_BYTES);
      at += HEADER_BYTES + bytes.length;
    }
    this.#packets = [];
    this.#bytes = 0;
    return packed;
  }
}

/** Whole packets only: what was torn at the end is left out. */
export function* packetsIn(packed: Uint8Array): Generator<PackedPacket> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = 0;
  while (at + HEADER_BYTES <= packed.length) {
    const end = at + HEADER_BYTES + view.getUint16(at + 2);
    if (end > packed.length) return;
    yield {
      index: view.getUint16(at),
      arrivedMs: view.getFloat64(at + 4),
      bytes: packed.subarray(at + HEADER_BYTES, end),
    };
    at = end;
  }
}

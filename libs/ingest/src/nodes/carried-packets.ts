/** Two numbers of 16 bits before each packet: its length, and the port of the media worker that it is for. */
const HEAD_BYTES = 4;
/** RTP of our FFmpeg fits one Ethernet frame. */
const LONGEST_PACKET_BYTES = 2_048;
/** Media workers have no port of the system. */
const FIRST_PORT = 1_024;

export interface CarriedPacket {
  port: number;
  packet: Buffer;
}

export function carry({ port, packet }: CarriedPacket): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + packet.length);
  bytes.writeUInt16BE(packet.length, 0);
  bytes.writeUInt16BE(port, 2);
  packet.copy(bytes, HEAD_BYTES);
  return bytes;
}

/** Puts carried packets together from the slices in which a connection delivers them. */
export class CarriedPackets {
  #rest: Buffer = Buffer.alloc(0);

  /** Throws a RangeError at what no node of ours sends. */
  *push(bytes: Buffer): Generator<CarriedPacket> {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let at = 0;
    while (all.length - at >= HEAD_BYTES) {
      const [length, port] = [all.readUInt16BE(at), all.readUInt16BE(at + 2)];
      if (length === 0 || length > LONGEST_PACKET_BYTES) throw new RangeError(`a packet of ${length} bytes`);
      if (port < FIRST_PORT) throw new RangeError(`a packet for port ${port}`);
      const end = at + HEAD_BYTES + length;
      if (end > all.length) break;
      yield { port, packet: all.subarray(at + HEAD_BYTES, end) };
      at = end;
    }
    this.#rest = Buffer.from(all.subarray(at));
  }
}

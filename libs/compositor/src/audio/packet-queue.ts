/** An audio packet with its unwrapped time stamp, which counts samples. */
export interface QueuedPacket {
  at: number;
  data: Uint8Array;
}

/** Two seconds of 20 ms packets. */
const LIMIT = 100;

/** Audio packets in the order of their time stamps, waiting to be decoded when their moment comes. */
export class PacketQueue {
  readonly #packets: QueuedPacket[] = [];
  #dropped = 0;

  /** Packets that came too late or were too many. */
  get dropped(): number {
    return this.#dropped;
  }

  get first(): QueuedPacket | undefined {
    return this.#packets[0];
  }

  put(packet: QueuedPacket): void {
    let place = this.#packets.length;
    while (place > 0 && (this.#packets[place - 1] as QueuedPacket).at > packet.at) place -= 1;
    if (place > 0 && this.#packets[place - 1]?.at === packet.at) return;
    this.#packets.splice(place, 0, packet);
    if (this.#packets.length > LIMIT) this.#drop();
  }

  take(): QueuedPacket | undefined {
    return this.#packets.shift();
  }

  /** Leaves out what lies wholly before this sample. */
  skipTo(sample: number, lengthOf: (packet: QueuedPacket) => number): void {
    for (let first = this.first; first && first.at + lengthOf(first) <= sample; first = this.first)
      this.#drop();
  }

  clear(): void {
    this.#packets.length = 0;
  }

  #drop(): void {
    this.#packets.shift();
    this.#dropped += 1;
  }
}

/** Bytes before each packet: track index, length and arrival. */
const HEADER_BYTES = 16;
const SLAB_BYTES = 65_536;

/**
 * Packs RTP packets into one piece of memory that changes hands with the other thread: a message for each
 * packet would cost more than the packet, and cloning a view clones the whole memory behind it.
 */
export class PacketBatch {
  #slab = new ArrayBuffer(SLAB_BYTES);
  #view = new DataView(this.#slab);
  #used = 0;

  get isEmpty(): boolean {
    return this.#used === 0;
  }

  /** False when it does not fit: take the batch and add again. */
  add(index: number, packet: Uint8Array, arrivedMs: number): boolean {
    if (this.#used + HEADER_BYTES + packet.length > SLAB_BYTES) return false;
    this.#view.setUint32(this.#used, index);
    this.#view.setUint32(this.#used + 4, packet.length);
    this.#view.setFloat64(this.#used + 8, arrivedMs);
    new Uint8Array(this.#slab, this.#used + HEADER_BYTES, packet.length).set(packet);
    this.#used += HEADER_BYTES + packet.length;
    return true;
  }

  /** Hands over what was gathered and begins an empty batch. */
  take(): { slab: ArrayBuffer; usedBytes: number } {
    // A few packets travel in a slab of their size; a full one goes as it is.
    const slab = this.#used > SLAB_BYTES / 2 ? this.#slab : this.#slab.slice(0, this.#used);
    const taken = { slab, usedBytes: this.#used };
    if (slab === this.#slab) {
      this.#slab = new ArrayBuffer(SLAB_BYTES);
      this.#view = new DataView(this.#slab);
    }
    this.#used = 0;
    return taken;
  }
}

export function readPacketBatch(
  slab: ArrayBuffer,
  usedBytes: number,
  each: (index: number, packet: Uint8Array, arrivedMs: number) => void,
): void {
  const view = new DataView(slab);
  let at = 0;
  while (at + HEADER_BYTES <= usedBytes) {
    const length = view.getUint32(at + 4);
    each(view.getUint32(at), new Uint8Array(slab, at + HEADER_BYTES, length), view.getFloat64(at + 8));
    at += HEADER_BYTES + length;
  }
}

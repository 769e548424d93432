const HEADER_BYTES = 12;
const TIMESTAMP_AT = 4;
const KEPT = 256;
const TURN = 2 ** 32;
/** A frame this far from the wanted one is another frame. */
const NEAR_TICKS = 90_000;

/** When the last packet of each of the newest frames of a track arrived: for traces. */
export class FrameArrivals {
  readonly #frames = new Map<number, number>();

  saw(packet: Uint8Array, arrivedMs: number): void {
    if (packet.length < HEADER_BYTES) return;
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    const rtp = view.getUint32(TIMESTAMP_AT);
    this.#frames.set(rtp, arrivedMs);
    for (const oldest of this.#frames.keys()) {
      if (this.#frames.size <= KEPT) break;
      this.#frames.delete(oldest);
    }
  }

  /** Of the frame that is shown at this time stamp: the newest one that is not after it. */
  arrivedMs(rtp: number): number | undefined {
    let nearest = NEAR_TICKS;
    let found: number | undefined;
    for (const [candidate, arrivedMs] of this.#frames) {
      const before = (((Math.round(rtp) - candidate) % TURN) + TURN) % TURN;
      if (before >= nearest) continue;
      nearest = before;
      found = arrivedMs;
    }
    return found;
  }
}

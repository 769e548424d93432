/** A key frame of a 4K screen has one or two megabytes. */
const BYTES_AT_MOST = 4 * 1024 * 1024;
const PACKETS_AT_MOST = 4_096;

/**
 * Bounds what is kept of a frame that has not ended: a sender that never sets the marker would be kept whole. Packets
 * count too, since each keeps the memory alive that it arrived in.
 */
export class FrameBound {
  #bytes = 0;
  #packets = 0;

  begin(): void {
    this.#bytes = 0;
    this.#packets = 0;
  }

  /** False when the frame is too large with this packet. */
  add(bytes: number): boolean {
    this.#bytes += bytes;
    this.#packets += 1;
    return this.#bytes <= BYTES_AT_MOST && this.#packets <= PACKETS_AT_MOST;
  }
}

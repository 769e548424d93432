/** A report is of the moment, and so are packets; layers of one camera are hours apart. */
const NEAR_MS = 10_000;
const TIMESTAMP_AT = 4;

/**
 * The RTP clock of what a tap gives. A sender reports each layer of simulcast on a clock of its own, and the worker
 * puts all that it forwards on the clock of the layer that it aimed at first. It does not tell which one that is, and
 * it may be another than the one that came first; so the clock is known by its time stamps.
 */
export class TapClock {
  readonly #perMs: number;
  #last: number | undefined;

  constructor(clockRateHz: number) {
    this.#perMs = clockRateHz / 1_000;
  }

  saw(packet: Uint8Array): void {
    if (packet.length < TIMESTAMP_AT + 4) return;
    this.#last = new DataView(packet.buffer, packet.byteOffset, packet.length).getUint32(TIMESTAMP_AT);
  }

  /** Whether a report with this time stamp is of this clock; not before the first packet. */
  isOf(rtpTimestamp: number): boolean {
    if (this.#last === undefined) return false;
    // Time stamps wrap at 32 bits, and so does their difference.
    const apart = (rtpTimestamp - this.#last) | 0;
    return Math.abs(apart) < NEAR_MS * this.#perMs;
  }
}

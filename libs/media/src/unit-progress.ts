import { FrameBound } from './frame-bound.js';
import type { RtpPacket } from './rtp-packet.js';

/**
 * Follows the access unit (H.264) or temporal unit (AV1) under way by the time stamps of its packets: no packet says that
 * it is the first of its unit.
 */
export class UnitProgress {
  readonly #bound = new FrameBound();
  #timestamp: number | undefined;
  #isBroken = false;
  /** Nothing tells whether the first packet behind a gap begins its unit, so that unit is not trusted. */
  #isAfterGap = false;

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** True when the packet begins another unit: what is left of the unit before is not needed any more. */
  begins({ timestamp }: RtpPacket): boolean {
    const isAfterGap = this.#isAfterGap;
    this.#isAfterGap = false;
    if (timestamp === this.#timestamp) return false;
    this.#isBroken = isAfterGap;
    this.#timestamp = timestamp;
    this.#bound.begin();
    return true;
  }

  /** False when the unit is larger than any that is sent in earnest. */
  fits({ payload }: RtpPacket): boolean {
    return this.#bound.add(payload.length);
  }

  /** The unit cannot be completed. */
  break(): void {
    this.#isBroken = true;
  }

  /** Packets are missing: of the unit under way, and maybe of the next one. */
  lose(): void {
    this.#isBroken = true;
    this.#isAfterGap = true;
  }

  end(): { isUnbroken: boolean; rtpTimestamp: number } {
    const isUnbroken = !this.#isBroken;
    this.#isBroken = false;
    return { isUnbroken, rtpTimestamp: this.#timestamp ?? 0 };
  }
}

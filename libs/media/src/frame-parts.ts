import { FrameBound } from './frame-bound.js';
import type { RtpPacket } from './rtp-packet.js';

/** What the payload descriptor of a packet says of its place in a frame. */
export interface FramePart {
  startsFrame: boolean;
  /** Where the bytes of the frame begin in the payload. */
  dataAt: number;
}

/** The packets of the VP8 or VP9 frame under way: the first packet of a frame says so itself. */
export class FrameParts {
  #parts: Uint8Array[] = [];
  readonly #bound = new FrameBound();
  #timestamp = 0;

  /** False when the frame cannot be completed, since its beginning is missing or it is too large: its packets are dropped. */
  add({ payload, timestamp }: RtpPacket, { startsFrame, dataAt }: FramePart): boolean {
    if (startsFrame) {
      this.#parts = [];
      this.#bound.begin();
      this.#timestamp = timestamp;
    }
    const isOfFrame = startsFrame || (this.#parts.length > 0 && timestamp === this.#timestamp);
    if (!isOfFrame || !this.#bound.add(payload.length)) {
      this.drop();
      return false;
    }
    this.#parts.push(payload.subarray(dataAt));
    return true;
  }

  drop(): void {
    this.#parts = [];
  }

  /** The whole frame, once. */
  take(): { data: Buffer; rtpTimestamp: number } {
    const data = Buffer.concat(this.#parts);
    this.#parts = [];
    return { data, rtpTimestamp: this.#timestamp };
  }
}

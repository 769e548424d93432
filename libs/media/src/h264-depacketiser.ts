import { h264SpsSize } from './h264-sps.js';
import type { RtpPacket } from './rtp-packet.js';
import { type CodedFrame, joinBytes } from './video-frame.js';

const START_CODE = new Uint8Array([0, 0, 0, 1]);
const IDR = 5;
const SPS = 7;
const PPS = 8;
const STAP_A = 24;
const FU_A = 28;

/** Ordered RTP packets in (RFC 6184), whole access units in Annex B out. */
export class H264Depacketiser {
  #nals: Uint8Array[] = [];
  #fragments: Uint8Array[] = [];
  #timestamp: number | undefined;
  #isBroken = false;
  /** Nothing tells whether the first packet behind a gap begins its unit, so that unit is not trusted. */
  #isAfterGap = false;
  #sps: Uint8Array | undefined;
  #pps: Uint8Array | undefined;

  push(packet: RtpPacket): CodedFrame | undefined {
    if (packet.timestamp !== this.#timestamp) this.#begin(packet.timestamp);
    else this.#isAfterGap = false;
    if (!this.#take(packet.payload)) this.#isBroken = true;
    return packet.marker ? this.#finish() : undefined;
  }

  /** Packets are missing: the access unit under way cannot be completed. */
  lose(): undefined {
    this.#isBroken = true;
    this.#isAfterGap = true;
    this.#fragments = [];
    return undefined;
  }

  #begin(timestamp: number): void {
    this.#isBroken = this.#isAfterGap;
    this.#isAfterGap = false;
    this.#timestamp = timestamp;
    this.#nals = [];
    this.#fragments = [];
  }

  #take(payload: Uint8Array): boolean {
    const type = (payload[0] ?? 0) & 0x1f;
    if (type >= 1 && type <= 23) return this.#addNal(payload);
    if (type === STAP_A) return this.#takeAggregate(payload);
    if (type === FU_A) return this.#takeFragment(payload);
    return false;
  }

  #takeAggregate(payload: Uint8Array): boolean {
    let at = 1;
    while (at + 2 <= payload.length) {
      const size = ((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0);
      at += 2;
      if (size === 0 || at + size > payload.length) return false;
      this.#addNal(payload.subarray(at, at + size));
      at += size;
    }
    return at === payload.length;
  }

  #takeFragment(payload: Uint8Array): boolean {
    const indicator = payload[0] ?? 0;
    const header = payload[1];
    if (header === undefined || payload.length < 3) return false;
    if (header & 0x80) this.#fragments = [new Uint8Array([(indicator & 0xe0) | (header & 0x1f)])];
    else if (this.#fragments.length === 0) return false;
    this.#fragments.push(payload.subarray(2));
    if ((header & 0x40) === 0) return true;
    const nal = joinBytes(this.#fragments);
    this.#fragments = [];
    return this.#addNal(nal);
  }

  #addNal(nal: Uint8Array): boolean {
    const type = (nal[0] ?? 0) & 0x1f;
    if (type === SPS) this.#sps = nal.slice();
    if (type === PPS) this.#pps = nal.slice();
    this.#nals.push(nal);
    return nal.length > 0;
  }

  #finish(): CodedFrame | undefined {
    const nals = this.#nals;
    const isWhole = !this.#isBroken && nals.length > 0 && this.#fragments.length === 0;
    const rtpTimestamp = this.#timestamp ?? 0;
    this.#nals = [];
    this.#fragments = [];
    this.#isBroken = false;
    if (!isWhole) return undefined;
    const has = (type: number) => nals.some((nal) => ((nal[0] ?? 0) & 0x1f) === type);
    const isKey = has(IDR) && this.#sps !== undefined && this.#pps !== undefined;
    if (!isKey) return has(1) ? { data: annexB(nals), rtpTimestamp, isKey: false } : undefined;
    // A decoder that starts here knows no parameter sets that came in an earlier unit.
    const known = [has(SPS) ? undefined : this.#sps, has(PPS) ? undefined : this.#pps];
    const units = [...known.filter((nal) => nal !== undefined), ...nals];
    const size = this.#sps ? h264SpsSize(this.#sps) : undefined;
    return { data: annexB(units), rtpTimestamp, isKey: true, ...(size ? { size } : {}) };
  }
}

function annexB(nals: readonly Uint8Array[]): Uint8Array {
  return joinBytes(nals.flatMap((nal) => [START_CODE, nal]));
}

import { FrameBound } from './frame-bound.js';
import { h264SpsSize } from './h264-sps.js';
import type { RtpPacket } from './rtp-packet.js';
import type { CodedFrame } from './video-frame.js';

const START_CODE = new Uint8Array([0, 0, 0, 1]);
const IDR = 5;
const SPS = 7;
const PPS = 8;
const STAP_A = 24;
const FU_A = 28;
/** Parameter sets of browsers have a few dozen bytes. */
const PARAMETER_SET_BYTES = 1_024;

/** Ordered RTP packets in (RFC 6184), whole access units in Annex B out. */
export class H264Depacketiser {
  #nals: Uint8Array[] = [];
  readonly #bound = new FrameBound();
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
    if (!this.#bound.add(packet.payload.length)) this.#giveUp();
    else if (!this.#take(packet.payload)) this.#isBroken = true;
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
    this.#bound.begin();
    this.#nals = [];
    this.#fragments = [];
  }

  /** The unit is larger than any that is sent in earnest: nothing of it is kept. */
  #giveUp(): void {
    this.#isBroken = true;
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
    const nal = Buffer.concat(this.#fragments);
    this.#fragments = [];
    return this.#addNal(nal);
  }

  #addNal(nal: Uint8Array): boolean {
    const type = typeOf(nal);
    if ((type === SPS || type === PPS) && nal.length > PARAMETER_SET_BYTES) return false;
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
    const has = (type: number) => nals.some((nal) => typeOf(nal) === type);
    const isKey = has(IDR) && this.#sps !== undefined && this.#pps !== undefined;
    const size = largestOf(has(SPS) ? nals : [this.#sps ?? new Uint8Array()]);
    // A parameter set beside an ordinary frame takes effect as well: its size is given too.
    const told = size && (isKey || has(SPS)) ? { size } : {};
    if (!isKey) return has(1) ? { data: annexB(nals), rtpTimestamp, isKey: false, ...told } : undefined;
    // A decoder that starts here knows no parameter sets that came in an earlier unit.
    const known = [has(SPS) ? undefined : this.#sps, has(PPS) ? undefined : this.#pps];
    const units = [...known.filter((nal) => nal !== undefined), ...nals];
    return { data: annexB(units), rtpTimestamp, isKey: true, ...told };
  }
}

const typeOf = (nal: Uint8Array): number => (nal[0] ?? 0) & 0x1f;

/** A unit may hold several parameter sets, and a frame may refer to any of them. */
function largestOf(nals: readonly Uint8Array[]): CodedFrame['size'] {
  const sizes = nals.filter((nal) => typeOf(nal) === SPS).flatMap((nal) => h264SpsSize(nal) ?? []);
  return sizes.sort((a, b) => b.width * b.height - a.width * a.height)[0];
}

function annexB(nals: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(nals.flatMap((nal) => [START_CODE, nal]));
}

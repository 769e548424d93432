import { H264_NAL, h264NalType, printAnnexB } from './h264-access-unit.js';
import { h264SpsSize } from './h264-sps.js';
import { largestSize } from './largest-size.js';
import type { RtpPacket } from './rtp-packet.js';
import { UnitProgress } from './unit-progress.js';
import type { CodedFrame } from './video-frame.js';

const STAP_A = 24;
const FU_A = 28;
/** Parameter sets of browsers have a few dozen bytes. */
const PARAMETER_SET_BYTES = 1_024;

/** Ordered RTP packets in (RFC 6184), whole access units in Annex B out. */
export class H264Depacketiser {
  readonly #unit = new UnitProgress();
  #nals: Uint8Array[] = [];
  #fragments: Uint8Array[] = [];
  #sps: Uint8Array | undefined;
  #pps: Uint8Array | undefined;

  push(packet: RtpPacket): CodedFrame | undefined {
    if (this.#unit.begins(packet)) this.#clear();
    if (!this.#unit.fits(packet)) this.#giveUp();
    else if (!this.#take(packet.payload)) this.#unit.break();
    return packet.marker ? this.#finish() : undefined;
  }

  /** Packets are missing: the access unit under way cannot be completed. */
  lose(): undefined {
    this.#unit.lose();
    this.#clear();
    return undefined;
  }

  #clear(): void {
    this.#nals = [];
    this.#fragments = [];
  }

  #giveUp(): void {
    this.#unit.break();
    this.#clear();
  }

  #take(payload: Uint8Array): boolean {
    const type = h264NalType(payload);
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
    const type = h264NalType(nal);
    const isSet = type === H264_NAL.sps || type === H264_NAL.pps;
    if (isSet && nal.length > PARAMETER_SET_BYTES) return false;
    if (type === H264_NAL.sps) this.#sps = nal.slice();
    if (type === H264_NAL.pps) this.#pps = nal.slice();
    this.#nals.push(nal);
    return nal.length > 0;
  }

  #finish(): CodedFrame | undefined {
    const nals = this.#nals;
    const { isUnbroken, rtpTimestamp } = this.#unit.end();
    const isWhole = isUnbroken && nals.length > 0 && this.#fragments.length === 0;
    this.#clear();
    if (!isWhole) return undefined;
    const { slice, idrSlice, sps, pps } = H264_NAL;
    const has = (type: number) => nals.some((nal) => h264NalType(nal) === type);
    const isKey = has(idrSlice) && this.#sps !== undefined && this.#pps !== undefined;
    const size = sizeOf(has(sps) ? nals : [this.#sps ?? new Uint8Array()]);
    // A parameter set beside an ordinary frame takes effect as well: its size is given too.
    const told = size && (isKey || has(sps)) ? { size } : {};
    if (!isKey) return has(slice) ? { data: printAnnexB(nals), rtpTimestamp, isKey, ...told } : undefined;
    // A decoder that starts here knows no parameter sets that came in an earlier unit.
    const known = [has(sps) ? undefined : this.#sps, has(pps) ? undefined : this.#pps];
    const units = [...known.filter((nal) => nal !== undefined), ...nals];
    return { data: printAnnexB(units), rtpTimestamp, isKey, ...told };
  }
}

const sizeOf = (nals: readonly Uint8Array[]): CodedFrame['size'] =>
  largestSize(nals.flatMap((nal) => h264SpsSize(nal) ?? []));

import { isAv1KeyFrame, OBU, type Obu, readAv1Sequence, readLeb128, readObu } from './av1-obu.js';
import { FrameBound } from './frame-bound.js';
import type { RtpPacket } from './rtp-packet.js';
import type { CodedFrame } from './video-frame.js';

const CONTINUES = 0x80;
const GOES_ON = 0x40;
const TEMPORAL_DELIMITER = Uint8Array.from([0x12, 0x00]);
const NOT_STORED: ReadonlySet<number> = new Set([OBU.temporalDelimiter, OBU.tileList]);
const OBUS_AT_MOST = 512;

/** The elements of a packet behind its aggregation header; nothing where they do not fit. */
function elementsOf(payload: Uint8Array): Uint8Array[] | undefined {
  const told = ((payload[0] ?? 0) >> 4) & 0x03;
  const elements: Uint8Array[] = [];
  for (let at = 1; at < payload.length; ) {
    // Where the header says how many there are, the last one has no length of its own.
    if (told > 0 && elements.length === told - 1) {
      elements.push(payload.subarray(at));
      return elements;
    }
    const size = readLeb128(payload, at);
    if (size === undefined || size.end + size.value > payload.length) return undefined;
    elements.push(payload.subarray(size.end, size.end + size.value));
    at = size.end + size.value;
  }
  return told === 0 && elements.length > 0 ? elements : undefined;
}

/** Ordered RTP packets in (RTP payload format for AV1, 4), whole temporal units out. */
export class Av1Depacketiser {
  #obus: Obu[] = [];
  #fragments: Uint8Array[] = [];
  readonly #bound = new FrameBound();
  #timestamp: number | undefined;
  #isBroken = false;
  /** Nothing tells whether the first packet behind a gap begins its unit, so that unit is not trusted. */
  #isAfterGap = false;

  push(packet: RtpPacket): CodedFrame | undefined {
    if (packet.timestamp !== this.#timestamp) this.#begin(packet.timestamp);
    else this.#isAfterGap = false;
    if (!this.#bound.add(packet.payload.length) || !this.#take(packet.payload)) this.#giveUp();
    return packet.marker ? this.#finish() : undefined;
  }

  /** Packets are missing: the unit under way cannot be completed. */
  lose(): undefined {
    this.#giveUp();
    this.#isAfterGap = true;
    return undefined;
  }

  #begin(timestamp: number): void {
    this.#isBroken = this.#isAfterGap;
    this.#isAfterGap = false;
    this.#timestamp = timestamp;
    this.#bound.begin();
    this.#obus = [];
    this.#fragments = [];
  }

  #giveUp(): void {
    this.#isBroken = true;
    this.#obus = [];
    this.#fragments = [];
  }

  #take(payload: Uint8Array): boolean {
    if (this.#isBroken) return false;
    const elements = elementsOf(payload);
    if (elements === undefined) return false;
    const head = payload[0] ?? 0;
    if (((head & CONTINUES) !== 0) !== this.#fragments.length > 0) return false;
    for (const [index, element] of elements.entries()) {
      this.#fragments.push(element);
      const goesOn = index === elements.length - 1 && (head & GOES_ON) !== 0;
      if (!goesOn && !this.#endObu()) return false;
    }
    return true;
  }

  #endObu(): boolean {
    const [first, ...others] = this.#fragments.splice(0);
    const obu = first && readObu(others.length === 0 ? first : Buffer.concat([first, ...others]));
    if (obu === undefined || this.#obus.length >= OBUS_AT_MOST) return false;
    if (!NOT_STORED.has(obu.type)) this.#obus.push(obu);
    return true;
  }

  #finish(): CodedFrame | undefined {
    const obus = this.#obus;
    const isWhole = !this.#isBroken && obus.length > 0 && this.#fragments.length === 0;
    const rtpTimestamp = this.#timestamp ?? 0;
    this.#obus = [];
    this.#fragments = [];
    this.#isBroken = false;
    if (!isWhole) return undefined;
    const size = largestOf(obus);
    // A decoder begins with a sequence header and a key frame behind it.
    const isKey = size !== undefined && obus.some(isAv1KeyFrame);
    const data = Buffer.concat([TEMPORAL_DELIMITER, ...obus.map(({ bytes }) => bytes)]);
    return { data, rtpTimestamp, isKey, ...(size ? { size } : {}) };
  }
}

function largestOf(obus: readonly Obu[]): CodedFrame['size'] {
  const sequences = obus.filter(({ type }) => type === OBU.sequenceHeader);
  const sizes = sequences.flatMap(({ payload }) => readAv1Sequence(payload) ?? []);
  const [largest] = sizes.sort((a, b) => b.width * b.height - a.width * a.height);
  return largest && { width: largest.width, height: largest.height };
}

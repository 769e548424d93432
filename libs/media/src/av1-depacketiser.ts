import { isAv1KeyFrame, OBU, type Obu, readAv1Sequence, readLeb128, readObu } from './av1-obu.js';
import { largestSize } from './largest-size.js';
import type { RtpPacket } from './rtp-packet.js';
import { UnitProgress } from './unit-progress.js';
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
  readonly #unit = new UnitProgress();
  #obus: Obu[] = [];
  #fragments: Uint8Array[] = [];

  push(packet: RtpPacket): CodedFrame | undefined {
    if (this.#unit.begins(packet)) this.#clear();
    if (!this.#unit.fits(packet) || !this.#take(packet.payload)) this.#giveUp();
    return packet.marker ? this.#finish() : undefined;
  }

  /** Packets are missing: the unit under way cannot be completed. */
  lose(): undefined {
    this.#unit.lose();
    this.#clear();
    return undefined;
  }

  #clear(): void {
    this.#obus = [];
    this.#fragments = [];
  }

  #giveUp(): void {
    this.#unit.break();
    this.#clear();
  }

  #take(payload: Uint8Array): boolean {
    if (this.#unit.isBroken) return false;
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
    const { isUnbroken, rtpTimestamp } = this.#unit.end();
    const isWhole = isUnbroken && obus.length > 0 && this.#fragments.length === 0;
    this.#clear();
    if (!isWhole) return undefined;
    const size = sizeOf(obus);
    // A decoder begins with a sequence header and a key frame behind it.
    const isKey = size !== undefined && obus.some(isAv1KeyFrame);
    const data = Buffer.concat([TEMPORAL_DELIMITER, ...obus.map(({ bytes }) => bytes)]);
    return { data, rtpTimestamp, isKey, ...(size ? { size } : {}) };
  }
}

function sizeOf(obus: readonly Obu[]): CodedFrame['size'] {
  const sequences = obus.filter(({ type }) => type === OBU.sequenceHeader);
  return largestSize(sequences.flatMap(({ payload }) => readAv1Sequence(payload) ?? []));
}

import { BitReader } from './bit-reader.js';

/** Kinds of open bitstream units (AV1 bitstream specification, 6.2.2). */
export const OBU = {
  sequenceHeader: 1,
  temporalDelimiter: 2,
  frameHeader: 3,
  frame: 6,
  tileList: 8,
} as const;

/** A unit, its size field set. */
export interface Obu {
  type: number;
  bytes: Uint8Array;
  payload: Uint8Array;
}

const HAS = { extension: 0x04, size: 0x02 };
const LEB128_BYTES = 8;

/** A number of seven bits a byte, the lowest first; nothing where it does not end. */
export function readLeb128(bytes: Uint8Array, from: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let count = 0; count < LEB128_BYTES; count += 1) {
    const byte = bytes[from + count];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * count);
    if ((byte & 0x80) === 0) return { value, end: from + count + 1 };
  }
  return undefined;
}

export function printLeb128(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 0x80);
  }
}

/** Of an element of an RTP packet, where the size field is left out most often. */
export function readObu(element: Uint8Array): Obu | undefined {
  const [head, extension] = element;
  if (head === undefined || head & 0x80) return undefined;
  const hasExtension = (head & HAS.extension) !== 0;
  let at = hasExtension ? 2 : 1;
  let end = element.length;
  if (head & HAS.size) {
    const size = readLeb128(element, at);
    if (size === undefined || size.end + size.value > element.length) return undefined;
    at = size.end;
    end = at + size.value;
  }
  if (at > end) return undefined;
  const payload = element.subarray(at, end);
  const front = [head | HAS.size, ...(hasExtension ? [extension ?? 0] : []), ...printLeb128(payload.length)];
  return { type: (head >> 3) & 0x0f, payload, bytes: Buffer.concat([Buffer.from(front), payload]) };
}

/** Whether a frame or its header begins a key frame that is not one shown before. */
export const isAv1KeyFrame = ({ type, payload }: Obu): boolean =>
  (type === OBU.frame || type === OBU.frameHeader) && ((payload[0] ?? 0xff) & 0xe0) === 0;

export interface Av1Sequence {
  profile: number;
  level: number;
  isHighTier: boolean;
  width: number;
  height: number;
}

/** Frames may be smaller than the sequence says, and never larger (5.5). */
export function readAv1Sequence(payload: Uint8Array): Av1Sequence | undefined {
  if (payload.length < 4) return undefined;
  const bits = new BitReader(payload);
  const profile = bits.bits(3);
  bits.flag();
  const isReduced = bits.flag();
  const { level, isHighTier } = isReduced
    ? { level: bits.bits(5), isHighTier: false }
    : readOperatingPoints(bits);
  const widthBits = bits.bits(4) + 1;
  const heightBits = bits.bits(4) + 1;
  return { profile, level, isHighTier, width: bits.bits(widthBits) + 1, height: bits.bits(heightBits) + 1 };
}

/** Answers what the first of them says. */
function readOperatingPoints(bits: BitReader): { level: number; isHighTier: boolean } {
  const delayBits = readTiming(bits);
  const hasDisplayDelay = bits.flag();
  const count = bits.bits(5) + 1;
  let first: { level: number; isHighTier: boolean } | undefined;
  for (let point = 0; point < count; point += 1) {
    bits.bits(12);
    const level = bits.bits(5);
    const isHighTier = level > 7 && bits.flag();
    first ??= { level, isHighTier };
    if (delayBits !== undefined && bits.flag()) {
      bits.bits(delayBits);
      bits.bits(delayBits);
      bits.flag();
    }
    if (hasDisplayDelay && bits.flag()) bits.bits(4);
  }
  return first ?? { level: 0, isHighTier: false };
}

/** Answers how long delays are, where there is a model of the decoder. */
function readTiming(bits: BitReader): number | undefined {
  if (!bits.flag()) return undefined;
  bits.bits(32);
  bits.bits(32);
  if (bits.flag()) bits.unsigned();
  if (!bits.flag()) return undefined;
  const delayBits = bits.bits(5) + 1;
  bits.bits(32 + 5 + 5);
  return delayBits;
}

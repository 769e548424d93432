import { BitReader } from './bit-reader.js';

export interface Vp9Header {
  isKey: boolean;
  /** Nothing where the frame has the size of one that it refers to. */
  size: { width: number; height: number } | undefined;
}

const FRAME_MARKER = 2;
const SYNC_CODE = 0x49_83_42;
const SRGB = 7;

/** The beginning of a frame (VP9 bitstream specification, 6.2); nothing for what is none. */
export function readVp9Header(frame: Uint8Array): Vp9Header | undefined {
  const bits = new BitReader(frame.subarray(0, 40));
  if (bits.bits(2) !== FRAME_MARKER) return undefined;
  const profile = bits.bits(1) + 2 * bits.bits(1);
  if (profile === 3 && bits.flag()) return undefined;
  const showsExisting = bits.flag();
  if (showsExisting) return { isKey: false, size: undefined };
  const isKey = !bits.flag();
  const isShown = bits.flag();
  const isResilient = bits.flag();
  if (isKey) {
    if (bits.bits(24) !== SYNC_CODE) return undefined;
    skipColours(bits, profile);
    return { isKey, size: sizeOf(bits) };
  }
  const isIntraOnly = isShown ? false : bits.flag();
  if (!isResilient) bits.bits(2);
  return isIntraOnly ? intraOnly(bits, profile) : { isKey, size: sizeBesideReferences(bits) };
}

function intraOnly(bits: BitReader, profile: number): Vp9Header | undefined {
  if (bits.bits(24) !== SYNC_CODE) return undefined;
  if (profile > 0) skipColours(bits, profile);
  bits.bits(8);
  return { isKey: false, size: sizeOf(bits) };
}

/** Which frames are replaced, and of three references number and sign; then from which of them the size is. */
function sizeBesideReferences(bits: BitReader): Vp9Header['size'] {
  bits.bits(8 + 3 * 4);
  for (let reference = 0; reference < 3; reference += 1) if (bits.flag()) return undefined;
  return sizeOf(bits);
}

const sizeOf = (bits: BitReader) => ({ width: bits.bits(16) + 1, height: bits.bits(16) + 1 });

function skipColours(bits: BitReader, profile: number): void {
  if (profile >= 2) bits.flag();
  const hasSubsampling = profile === 1 || profile === 3;
  if (bits.bits(3) !== SRGB) bits.bits(hasSubsampling ? 4 : 1);
  else if (hasSubsampling) bits.flag();
}

import { BitReader } from './bit-reader.js';
import { H264_NAL, h264NalType } from './h264-access-unit.js';

const PROFILES_WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128]);

/** Emulation prevention bytes (00 00 03) are not part of the payload. */
function withoutEmulation(nal: Uint8Array): Uint8Array {
  const out = new Uint8Array(nal.length);
  let length = 0;
  for (let i = 0; i < nal.length; i += 1) {
    if (i >= 2 && nal[i] === 3 && nal[i - 1] === 0 && nal[i - 2] === 0) continue;
    out[length] = nal[i] ?? 0;
    length += 1;
  }
  return out.subarray(0, length);
}

function skipScalingLists(bits: BitReader, count: number): void {
  for (let list = 0; list < count; list += 1) {
    if (!bits.flag()) continue;
    let next = 8;
    for (let i = 0; i < (list < 6 ? 16 : 64) && next !== 0; i += 1) next = (next + bits.signed() + 256) % 256;
  }
}

interface Samples {
  /** 1 is 4:2:0. */
  chroma: number;
  /** Of luma or chroma, whichever is deeper. */
  bitDepth: number;
}

function readSamples(bits: BitReader): Samples {
  const chroma = bits.unsigned();
  if (chroma === 3) bits.flag();
  const bitDepth = 8 + Math.max(bits.unsigned(), bits.unsigned());
  bits.flag();
  if (bits.flag()) skipScalingLists(bits, chroma === 3 ? 12 : 8);
  return { chroma, bitDepth };
}

function skipFrameOrder(bits: BitReader): void {
  const type = bits.unsigned();
  if (type === 0) bits.unsigned();
  if (type !== 1) return;
  bits.flag();
  bits.signed();
  bits.signed();
  const cycle = Math.min(bits.unsigned(), 255);
  for (let i = 0; i < cycle; i += 1) bits.signed();
}

/** What a sequence parameter set says of the frames that refer to it. */
export interface H264Sps extends Samples {
  /** After cropping. */
  width: number;
  height: number;
  /** 66 is baseline, 77 main, 100 high. */
  profile: number;
  isProgressive: boolean;
}

/** The size of frames after cropping. */
export function h264SpsSize(nal: Uint8Array): { width: number; height: number } | undefined {
  const sps = parseH264Sps(nal);
  return sps && { width: sps.width, height: sps.height };
}

/** ITU-T H.264, 7.3.2.1.1. */
export function parseH264Sps(nal: Uint8Array): H264Sps | undefined {
  if (nal.length < 5 || h264NalType(nal) !== H264_NAL.sps) return undefined;
  const bits = new BitReader(withoutEmulation(nal.subarray(1)));
  const profile = bits.bits(8);
  bits.bits(16);
  bits.unsigned();
  const samples = PROFILES_WITH_CHROMA.has(profile) ? readSamples(bits) : { chroma: 1, bitDepth: 8 };
  const { chroma } = samples;
  bits.unsigned();
  skipFrameOrder(bits);
  bits.unsigned();
  bits.flag();
  const widthInBlocks = bits.unsigned() + 1;
  const heightInUnits = bits.unsigned() + 1;
  const framesOnly = bits.flag();
  if (!framesOnly) bits.flag();
  bits.flag();
  const crop = bits.flag()
    ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()]
    : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const fields = framesOnly ? 1 : 2;
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 ? 2 : 1) * fields;
  const width = widthInBlocks * 16 - (left + right) * cropX;
  const height = heightInUnits * 16 * fields - (top + bottom) * cropY;
  const plausible = width > 0 && height > 0 && width <= 16_384 && height <= 16_384;
  return plausible ? { width, height, profile, isProgressive: framesOnly, ...samples } : undefined;
}

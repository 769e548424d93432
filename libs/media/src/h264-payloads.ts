import { H264_NAL, h264NalType } from './h264-access-unit.js';

const STAP_A = 24;
const FU_A = 28;
const FU_START = 0x80;
const FU_END = 0x40;
const PARAMETER_SETS: readonly number[] = [H264_NAL.sps, H264_NAL.pps];
/** Supplemental information: x264 says there how it was set up, half a kilobyte that no receiver reads. */
const SEI = 6;

/**
 * The payloads of the RTP packets of one access unit (RFC 6184, packetization mode 1), each at most this long. The unit's
 * NAL units stand behind their lengths in four bytes.
 */
export function h264Payloads(accessUnit: Uint8Array, mostBytes: number): Uint8Array[] {
  const nals = nalsOf(accessUnit).filter((nal) => h264NalType(nal) !== SEI);
  const sets = nals.filter((nal) => PARAMETER_SETS.includes(h264NalType(nal)));
  const slices = nals.filter((nal) => !PARAMETER_SETS.includes(h264NalType(nal)));
  return [
    ...(sets.length > 0 ? [aggregate(sets)] : []),
    ...slices.flatMap((nal) => (nal.length <= mostBytes ? [nal] : fragment(nal, mostBytes))),
  ];
}

function nalsOf(accessUnit: Uint8Array): Uint8Array[] {
  const view = new DataView(accessUnit.buffer, accessUnit.byteOffset, accessUnit.byteLength);
  const nals: Uint8Array[] = [];
  let at = 0;
  while (at + 4 < accessUnit.length) {
    const size = view.getUint32(at);
    const nal = accessUnit.subarray(at + 4, at + 4 + size);
    if (nal.length > 0) nals.push(nal);
    at += 4 + size;
  }
  return nals;
}

function aggregate(nals: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + nals.reduce((total, nal) => total + 2 + nal.length, 0));
  bytes[0] = nals.reduce((most, nal) => Math.max(most, (nal[0] ?? 0) & 0x60), 0) | STAP_A;
  let at = 1;
  for (const nal of nals) {
    bytes.set([nal.length >> 8, nal.length & 0xff], at);
    bytes.set(nal, at + 2);
    at += 2 + nal.length;
  }
  return bytes;
}

function fragment(nal: Uint8Array, mostBytes: number): Uint8Array[] {
  const header = nal[0] ?? 0;
  const each = mostBytes - 2;
  const payloads: Uint8Array[] = [];
  for (let at = 1; at < nal.length; at += each) {
    const piece = nal.subarray(at, at + each);
    const start = at === 1 ? FU_START : 0;
    const end = at + each >= nal.length ? FU_END : 0;
    const payload = new Uint8Array(2 + piece.length);
    payload[0] = (header & 0xe0) | FU_A;
    payload[1] = start | end | h264NalType(nal);
    payload.set(piece, 2);
    payloads.push(payload);
  }
  return payloads;
}

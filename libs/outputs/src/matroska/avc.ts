import { Buffer } from 'node:buffer';

const SPS = 7;
const PPS = 8;

/** The NAL units of an access unit in which each begins with a start code of four bytes. */
export function nalUnits(annexB: Uint8Array): Buffer[] {
  const bytes = Buffer.from(annexB.buffer, annexB.byteOffset, annexB.byteLength);
  const code = Buffer.from([0, 0, 0, 1]);
  const units: Buffer[] = [];
  let at = bytes.indexOf(code);
  while (at >= 0) {
    const next = bytes.indexOf(code, at + code.length);
    units.push(bytes.subarray(at + code.length, next < 0 ? undefined : next));
    at = next;
  }
  return units;
}

/** Each unit behind its length, as MP4 and Matroska have them. */
export function withLengths(units: readonly Buffer[]): Buffer {
  return Buffer.concat(
    units.flatMap((unit) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(unit.length);
      return [length, unit];
    }),
  );
}

/** The AVCDecoderConfigurationRecord of a key frame (14496-15, 5.3.3.1); nothing where it has no parameter sets. */
export function avcConfigOf(units: readonly Buffer[]): Buffer | undefined {
  const of = (type: number) => units.find((unit) => ((unit[0] ?? 0) & 0x1f) === type);
  const [sps, pps] = [of(SPS), of(PPS)];
  if (sps === undefined || pps === undefined || sps.length < 4) return undefined;
  const lengthOf = (unit: Buffer) => Buffer.from([unit.length >> 8, unit.length & 0xff]);
  return Buffer.concat([
    Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1]),
    lengthOf(sps),
    sps,
    Buffer.from([1]),
    lengthOf(pps),
    pps,
  ]);
}

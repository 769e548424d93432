import { Buffer } from 'node:buffer';
import { H264_NAL, h264NalType } from '#media';

/** The AVCDecoderConfigurationRecord of a key frame (14496-15, 5.3.3.1); nothing where it has no parameter sets. */
export function avcConfigOf(units: readonly Buffer[]): Buffer | undefined {
  const of = (type: number) => units.find((unit) => h264NalType(unit) === type);
  const [sps, pps] = [of(H264_NAL.sps), of(H264_NAL.pps)];
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

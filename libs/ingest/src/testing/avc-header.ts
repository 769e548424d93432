import { PPS, SPS } from './elements.js';

const sized = (nal: Buffer): Buffer =>
  Buffer.concat([Buffer.from([nal.length >> 8, nal.length & 0xff]), nal]);

/** The body of FLV's tag that tells how H.264 is set up: high profile, lengths of four bytes. */
export const avcHeader = (sps: Buffer = SPS): Buffer =>
  Buffer.concat([
    Buffer.from([0x17, 0, 0, 0, 0, 1, ...sps.subarray(1, 4), 0xff, 0xe1]),
    ...[sized(sps), Buffer.from([1]), sized(PPS)],
  ]);

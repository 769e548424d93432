const START_CODE = Buffer.from([0, 0, 0, 1]);

/** Kinds of NAL units (ITU-T H.264, table 7-1). */
export const H264_NAL = { slice: 1, idrSlice: 5, sps: 7, pps: 8 } as const;

export const h264NalType = (nal: Uint8Array): number => (nal[0] ?? 0) & 0x1f;

/** An access unit as the depacketiser gives it: each NAL unit behind a start code of four bytes (Annex B). */
export const printAnnexB = (nals: readonly Uint8Array[]): Buffer =>
  Buffer.concat(nals.flatMap((nal) => [START_CODE, nal]));

/** The NAL units of such an access unit. */
export function annexBNals(accessUnit: Uint8Array): Buffer[] {
  const bytes = Buffer.from(accessUnit.buffer, accessUnit.byteOffset, accessUnit.byteLength);
  const nals: Buffer[] = [];
  let from = bytes.indexOf(START_CODE);
  while (from >= 0) {
    const next = bytes.indexOf(START_CODE, from + START_CODE.length);
    const nal = bytes.subarray(from + START_CODE.length, next < 0 ? bytes.length : next);
    if (nal.length > 0) nals.push(nal);
    from = next;
  }
  return nals;
}

/** NAL units behind their lengths in four bytes, as MP4 holds them (14496-15, 5.3.2). */
export function lengthPrefixed(nals: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    nals.flatMap((nal) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(nal.length, 0);
      return [length, nal];
    }),
  );
}

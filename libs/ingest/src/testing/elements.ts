/** High profile, 320x180, progressive. */
export const SPS = Buffer.from('6764000dacd941419f9f0110000003001000000303c0f1429960', 'hex');
export const PPS = Buffer.from('68ebe3cb22c0', 'hex');
export const AUD = Buffer.from([9, 0xf0]);
export const IDR = Buffer.alloc(900, 0x65);

export const annexB = (...nals: Buffer[]): Buffer =>
  Buffer.concat(nals.flatMap((nal) => [Buffer.from([0, 0, 0, 1]), nal]));

/** One frame each. */
export const KEY = annexB(AUD, SPS, PPS, IDR);
export const INTER = annexB(AUD, Buffer.alloc(500, 0x41));

/** 48 kHz, stereo. */
export function adts(payload: Buffer): Buffer {
  const size = payload.length + 7;
  return Buffer.from([
    0xff,
    0xf1,
    0x4c,
    0x80 | (size >> 11),
    (size >> 3) & 0xff,
    ((size & 7) << 5) | 0x1f,
    0xfc,
    ...payload,
  ]);
}

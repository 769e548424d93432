import { expect, test } from '@jest/globals';
import { av1CodecString } from './codec-string.js';

test('AV1 is named by profile, level, tier and depth', () => {
  // Main profile, level 3.1, 4:2:0 with 8 bits; then level 5.1 of the high tier with 10 bits.
  expect(av1CodecString(Buffer.from([0x81, 0x05, 0x0c, 0x00]))).toBe('av01.0.05M.08');
  expect(av1CodecString(Buffer.from([0x81, 0x0d, 0xcc, 0x00]))).toBe('av01.0.13H.10');
  expect(() => av1CodecString(Buffer.from([0x01, 0x05]))).toThrow(/av1C/);
});

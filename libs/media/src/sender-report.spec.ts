import { expect, test } from '@jest/globals';
import { printSenderReport } from './sender-report.js';

test('a report pairs a wall clock time with a time stamp, in RTCP', () => {
  const report = Buffer.from(
    printSenderReport({
      ssrc: 7,
      wallMs: 1_700_000_000_500,
      rtpTimestamp: 2 ** 32 + 9,
      packets: 3,
      bytes: 100,
    }),
  );
  expect([report[0], report[1], report.readUInt16BE(2), report.length]).toEqual([0x80, 200, 6, 28]);
  expect(report.readUInt32BE(8) - 2_208_988_800).toBe(1_700_000_000);
  expect(report.readUInt32BE(12)).toBe(0x8000_0000);
  expect([report.readUInt32BE(4), report.readUInt32BE(16), report.readUInt32BE(20)]).toEqual([7, 9, 3]);
});

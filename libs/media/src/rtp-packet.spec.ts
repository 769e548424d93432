import { describe, expect, test } from '@jest/globals';
import { parseRtpPacket, printRtpPacket } from './rtp-packet.js';

const packet = {
  payloadType: 96,
  marker: true,
  sequence: 65_535,
  timestamp: 4_000_000_000,
  ssrc: 0xdeadbeef,
};

describe('an RTP packet', () => {
  test('is read as it was printed', () => {
    const payload = new Uint8Array([1, 2, 3]);
    expect(parseRtpPacket(printRtpPacket({ ...packet, payload }))).toEqual({ ...packet, payload });
  });

  test('loses its sources, extension and padding', () => {
    const bytes = new Uint8Array([
      0xb1, 0x60, 0, 7, 0, 0, 0, 9, 0, 0, 0, 1, 9, 9, 9, 9, 0xbe, 0xde, 0, 1, 8, 8, 8, 8, 5, 6, 0, 0, 3,
    ]);
    expect([...(parseRtpPacket(bytes)?.payload ?? [])]).toEqual([5, 6]);
  });

  test.each([
    ['too short', new Uint8Array(11)],
    ['another version', new Uint8Array(12)],
    ['more padding than bytes', new Uint8Array([0xa0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 200])],
    [
      'an extension past the end',
      new Uint8Array([0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xbe, 0xde, 255, 255]),
    ],
  ])('is refused when it is %s', (_, bytes) => expect(parseRtpPacket(bytes)).toBeUndefined());
});

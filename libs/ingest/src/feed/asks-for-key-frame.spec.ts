import { expect, test } from '@jest/globals';
import { asksForKeyFrame } from './asks-for-key-frame.js';

const rtcp = (format: number, type: number, words: number): Buffer => {
  const packet = Buffer.alloc(4 * (words + 1));
  packet.set([0x80 | format, type, 0, words]);
  return packet;
};
const [REPORT, LOSS, INTRA, BITRATE] = [rtcp(0, 201, 1), rtcp(1, 206, 2), rtcp(4, 206, 4), rtcp(15, 206, 5)];

test.each<[string, Buffer, boolean]>([
  ['a request', LOSS, true],
  ['a full one behind a report', Buffer.concat([REPORT, INTRA]), true],
  ['other feedback', Buffer.concat([REPORT, BITRATE]), false],
  ['packets that were lost', rtcp(1, 205, 3), false],
  ['nothing', Buffer.alloc(0), false],
  ['less than its head', LOSS.subarray(0, 3), false],
])('%s', (_what, packets, asks) => {
  expect(asksForKeyFrame(packets)).toBe(asks);
});

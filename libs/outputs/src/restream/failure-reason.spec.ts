import { expect, test } from '@jest/globals';
import { failureReason } from './failure-reason.js';

const SRT = 'srt://203.0.113.9:9000?mode=caller';
const RTMP = 'rtmp://127.0.0.1:4000/live2';
const FAILED = `Connection to ${SRT} failed: Input/output error`;

test('an SRT target that is not there is no target that refused the stream', () => {
  expect(failureReason(SRT, FAILED)).toBe('unreachable');
});

test.each([
  'REJECT reported from HS processing: Incorrect passphrase - not processing further',
  'REJECT reported from HS processing: Password required or unexpected - not processing further',
])('an SRT target that refuses: %s', (said) => {
  expect(failureReason(SRT, `SRT.cn: processAsyncConnectRequest: ${said}\n${FAILED}`)).toBe('rejected');
});

test.each([
  ['Connection refused', 'unreachable'],
  ['Server error: NetStream.Publish.BadName', 'rejected'],
  ['rtmp://127.0.0.1:4000/live2: Input/output error', 'rejected'],
  ['av_interleaved_write_frame(): Broken pipe', 'broken'],
])('by RTMP: %s', (said, reason) => expect(failureReason(RTMP, said)).toBe(reason));

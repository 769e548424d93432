import { expect, test } from '@jest/globals';
import { avcHeader } from '../testing/avc-header.js';
import { PPS, SPS } from '../testing/elements.js';
import { parameterSetsOf } from './avc-config.js';

test('of a header as encoders send it, with what stands behind the sets', () => {
  expect(parameterSetsOf(avcHeader())).toEqual([SPS, PPS]);
  expect(parameterSetsOf(Buffer.concat([avcHeader(), Buffer.from([0xfd, 0xf8, 0xf8, 0])]))).toEqual([
    SPS,
    PPS,
  ]);
});

test.each<[string, Buffer]>([
  ['that ends early', avcHeader().subarray(0, -1)],
  ['without a set', Buffer.from([0x17, 0, 0, 0, 0, 1, 100, 0, 13, 0xff, 0xe0, 0, 0])],
  ['of nothing', Buffer.from([0x17, 0])],
  ['whose sets fill more than a packet', avcHeader(Buffer.alloc(1_100, 0x67))],
  ['of NAL units behind two bytes', Buffer.from(avcHeader().with(9, 0xfd))],
])('one %s has none', (_what, header) => {
  expect(parameterSetsOf(header)).toBeUndefined();
});

import { expect, test } from '@jest/globals';
import { plainVideoBody } from './enhanced-video.js';
import { readVideoTag } from './flv.js';

const enhanced = (frame: number, kind: number, rest: string, codec = 'avc1'): Buffer =>
  Buffer.concat([Buffer.from([0x80 | (frame << 4) | kind]), Buffer.from(codec), Buffer.from(rest, 'hex')]);
const read = (body: Buffer) => {
  const plain = plainVideoBody(body);
  return plain && [plain.toString('hex'), readVideoTag(plain)];
};

test('H.264 by Enhanced RTMP becomes what every reader of FLV knows', () => {
  expect(read(enhanced(1, 0, '0164001e'))).toEqual(['17000000000164001e', { kind: 'header', profile: 100 }]);
  const key = { kind: 'frame', isKey: true, compositionMs: 0 };
  expect(read(enhanced(1, 3, 'aabb'))).toEqual(['1701000000aabb', key]);
  expect(read(enhanced(2, 1, '000021cc'))).toEqual([
    '2701000021cc',
    { kind: 'frame', isKey: false, compositionMs: 33 },
  ]);
});

test('ends and facts beside the frames are left out; other bodies stay as they are', () => {
  for (const kind of [2, 4, 6]) expect(read(enhanced(1, kind, ''))).toBeUndefined();
  for (const body of [enhanced(1, 1, '00', 'hvc1'), Buffer.from('1701000000', 'hex'), Buffer.alloc(0)])
    expect(plainVideoBody(body)).toBe(body);
});

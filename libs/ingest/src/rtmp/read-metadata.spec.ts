import { expect, test } from '@jest/globals';
import { type AmfValue, encodeAmf } from './amf0.js';
import { readMetadata } from './read-metadata.js';

const metadata = (said: AmfValue) => encodeAmf(['@setDataFrame', 'onMetaData', said]);

test.each<[AmfValue, ReturnType<typeof readMetadata>]>([
  [
    { videocodecid: 7, audiocodecid: 10, encoder: 'obs' },
    { video: true, audio: true },
  ],
  [{ videocodecid: 'avc1' }, { video: true, audio: false }],
  [
    { audiocodecid: 10, videocodecid: '' },
    { video: false, audio: true },
  ],
  [{ encoder: 'one that says nothing' }, undefined],
  [{ videocodecid: 0 }, undefined],
  [null, undefined],
])('of %j', (said, kinds) => {
  expect(readMetadata(metadata(said))).toEqual(kinds);
});

test('what cannot be read, or is long, says nothing', () => {
  const whole = metadata({ videocodecid: 7 });
  expect(readMetadata(whole.subarray(0, whole.length - 4))).toBeUndefined();
  expect(readMetadata(Buffer.from([17, 0]))).toBeUndefined();
  const notes = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`note${at}`, 'x'.repeat(50)]));
  expect(readMetadata(metadata({ videocodecid: 7, ...notes }))).toBeUndefined();
});

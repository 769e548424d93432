import { expect, test } from '@jest/globals';
import { Seal } from '#access';
import { openTarget, sealTarget, shownUrl } from './sealed-target.js';

const seal = new Seal('a secret of the site', 'keys of outputs');

test.each([
  ['rtmp://a.example.org/live2', 'abc-def'],
  ['srt://a.example.org:9000?passphrase=long-enough&streamid=x', ''],
  ['srt://a.example.org:9000?passphrase=long-enough', 'key'],
  ['rtmp://a.example.org/app?token=a?b', 'key'],
])('of %s with the key %j nothing secret is kept in the clear, and all of it is read again', (url, key) => {
  const kept = sealTarget(seal, url, key);
  expect(kept.url).toBe(url.split('?')[0]);
  expect(openTarget(seal, kept)).toEqual({ url, key });
});

test('a target that was kept with its query is read, and shown without it', () => {
  const url = 'srt://a.example.org:9000?passphrase=long-enough';
  expect(openTarget(seal, { url, sealedKey: seal.close('key') })).toEqual({ url, key: 'key' });
  expect(shownUrl(url)).toBe('srt://a.example.org:9000');
});

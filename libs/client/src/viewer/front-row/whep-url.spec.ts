import { expect, test } from '@jest/globals';
import { whepUrlOf } from './whep-url.js';

test.each([
  ['/live/shw_1/index.m3u8', '/whep/shw_1'],
  ['/live/t/abc.def-1/shw_1/index.m3u8', '/whep/t/abc.def-1/shw_1'],
  ['https://show.example/live/shw_1/index.m3u8?x=1', 'https://show.example/whep/shw_1'],
])('%s has its front row at %s', (hls, whep) => expect(whepUrlOf(hls)).toBe(whep));

test.each(['/live/shw_1/index-all.m3u8', '/recordings/abc/index.m3u8', '/live/shw_1/video.m3u8'])(
  '%s has none',
  (hls) => expect(whepUrlOf(hls)).toBeUndefined(),
);

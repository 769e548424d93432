import { expect, test } from '@jest/globals';
import { renewedUrl } from './renewed-url.js';

const NEWEST = '/live/t/show_1.v.z2.new-sig/show_1/index.m3u8';

test('only the token of an address is renewed', () => {
  const old = 'https://edge.example.org/live/t/show_1.v.z1.old_sig/show_1/v720.m3u8?_HLS_msn=7&_HLS_part=1';
  expect(renewedUrl(old, NEWEST)).toBe(
    'https://edge.example.org/live/t/show_1.v.z2.new-sig/show_1/v720.m3u8?_HLS_msn=7&_HLS_part=1',
  );
});

test('an open address stays as it is', () => {
  expect(renewedUrl('/live/show_1/a.m3u8', '/live/show_1/index.m3u8')).toBe('/live/show_1/a.m3u8');
  expect(renewedUrl('/live/show_1/a.m3u8', NEWEST)).toBe('/live/show_1/a.m3u8');
});

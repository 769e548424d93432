import { expect, test } from '@jest/globals';
import { parseLivePath } from './live-path.js';

test.each([
  ['/live/show_1/index.m3u8', { kind: 'multivariant' }],
  ['/live/show_1/index-portrait.m3u8', { kind: 'multivariant', format: 'portrait' }],
  ['/live/show_1/v720.m3u8', { kind: 'playlist', renditionId: 'v720' }],
  ['/live/show_1/steering.json', { kind: 'steering' }],
  ['/live/show_1/s-_3/v720/12.3.m4s', { kind: 'media', renditionId: 'v720', name: 's-_3/v720/12.3.m4s' }],
  ['/live/show_1/s/v720/init-1.mp4', { kind: 'media', renditionId: 'v720', name: 's/v720/init-1.mp4' }],
])('%s', (path, resource) =>
  expect(parseLivePath(path)).toEqual({ showId: 'show_1', token: undefined, ...resource }),
);

test('a token stands before the show', () => {
  expect(parseLivePath('/live/t/show_1.ann.x.y-_z/show_1/index.m3u8')).toMatchObject({
    token: 'show_1.ann.x.y-_z',
    showId: 'show_1',
    kind: 'multivariant',
  });
});

test.each([
  '/live/../etc/passwd',
  '/live/show_1/../show_2/index.m3u8',
  '/live/show_1/s/v/../../x.m4s',
  '/live/show_1/%2e%2e/x.m3u8',
  '/live/show_1/s/v/12.m4s/',
  '/live/show_1//index.m3u8',
  '/live/show_1/s/v/12.3.4.m4s',
  `/live/${'x'.repeat(5_000)}/index.m3u8`,
  `/live/t/${'x'.repeat(5_000)}/show_1/index.m3u8`,
  '/live/show_1/index.m3u8\0',
  '/live/',
])('%s is nothing of ours', (path) => expect(parseLivePath(path)).toBeUndefined());

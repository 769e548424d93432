import { expect, test } from '@jest/globals';
import { parseThumbnails } from './parse-thumbnails.js';

test('what the server lists is read back', () => {
  const all = parseThumbnails(
    'WEBVTT\n\n00:00:00.000 --> 00:00:37.000\nthumbnails.jpg#xywh=0,0,160,90\n\n' +
      '01:01:03.000 --> 01:01:40.000\nthumbnails.jpg#xywh=1440,810,160,90\n',
  );
  expect(all[0]).toEqual({ fromS: 0, toS: 37, image: 'thumbnails.jpg', x: 0, y: 0, width: 160, height: 90 });
  expect(all.at(-1)).toMatchObject({ fromS: 3_663, toS: 3_700, x: 1_440, y: 810 });
  expect(parseThumbnails('WEBVTT\n\n00:00 --> x\nhttps://example.org/#xywh=1,2\n')).toEqual([]);
});

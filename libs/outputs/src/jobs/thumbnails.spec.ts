import { expect, test } from '@jest/globals';
import { printThumbnails, spriteOf } from './thumbnails.js';

test.each([
  [5, 2, 3, 1],
  [60, 2, 10, 3],
  [3_600, 36, 10, 10],
  [3_601, 37, 10, 10],
])(
  'a recording of %d s has an image every %d s, in %d columns and %d rows',
  (seconds, every, columns, rows) => {
    expect(spriteOf(seconds)).toMatchObject({ everySeconds: every, columns, rows });
  },
);

test('the list says which part of the image stands for which moments, to the end and no further', () => {
  const text = printThumbnails(spriteOf(25.5), 25.5, 'thumbnails.jpg');
  const cues = text.split('\n\n').slice(1);
  expect(cues).toHaveLength(13);
  expect(cues[0]).toBe('00:00:00.000 --> 00:00:02.000\nthumbnails.jpg#xywh=0,0,160,90');
  expect(cues[12]).toContain('00:00:24.000 --> 00:00:25.500\nthumbnails.jpg#xywh=320,90,160,90');
});

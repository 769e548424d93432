import { expect, test } from '@jest/globals';
import { titleOf } from './title-of.js';

test.each([
  ['Opening.mp4', 'Opening'],
  ['two words .tar.gz', 'two words .tar'],
  ['.png', '.png'],
  ['README', 'README'],
  [`${'a'.repeat(63)} b.mp4`, 'a'.repeat(63)],
  [`${'a'.repeat(70)}.mp4`, 'a'.repeat(64)],
])('%j is listed as %j', (name, title) => {
  expect(titleOf({ name })).toBe(title);
});

import { expect, test } from '@jest/globals';
import { sizeText } from './size-text.js';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_500, '1.5 kB'],
  [734_000_000, '734 MB'],
  [1_234_000_000, '1.2 GB'],
  [5_600_000_000_000_000, '5,600 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

import { expect, test } from '@jest/globals';
import { toCsv } from './csv.js';

test('commas, quotes and lines stay in their cell', () => {
  expect(
    toCsv([
      ['name', 'text'],
      ['Grace', 'a, "b"\nc'],
    ]),
  ).toBe('name,text\r\nGrace,"a, ""b""\nc"');
});

test('what a viewer wrote is never a formula', () => {
  expect(toCsv([['=HYPERLINK("x")', '+1', 'a=b', 5]])).toBe(`"'=HYPERLINK(""x"")",'+1,a=b,5`);
});

import { expect, test } from '@jest/globals';
import { BoundedLines } from './bounded-lines.js';

test('lines come whole, however they are cut', () => {
  const lines: string[] = [];
  const reader = new BoundedLines(8, (line) => lines.push(line));
  for (const piece of ['on', 'e\ntw', 'o\r\n\nthree', '\nfour']) reader.push(piece);
  expect(lines).toEqual(['one', 'two', '', 'three']);
});

test('a line that is too long is left out and counted, and the next one is read', () => {
  const lines: string[] = [];
  const reader = new BoundedLines(
    8,
    (line) => lines.push(line),
    () => lines.push('(left out)'),
  );
  for (let piece = 0; piece < 1_000; piece += 1) reader.push('endless ');
  reader.push('\nnext\n');
  expect(lines).toEqual(['(left out)', 'next']);
});

import { expect, test } from '@jest/globals';
import { parseChapterLines, printChapterLines, secondsIn } from './chapter-lines.js';

test('a time and a title a line, in order', () => {
  const text = '\n1:00:05  Questions \n0:00 Hello\n  2:30 The talk: part 1\n';
  const { chapters, wrong } = parseChapterLines(text);
  expect([wrong, printChapterLines(chapters)]).toEqual([
    undefined,
    '0:00 Hello\n2:30 The talk: part 1\n1:00:05 Questions',
  ]);
});

test.each(['Hello', '0:99 Hello', '1:00', '-1:00 Hello'])('%j is no chapter', (line) =>
  expect(parseChapterLines(`0:00 Hello\n${line}`).wrong).toBe(line),
);

test.each([
  ['1:05', 65],
  ['10:00:00', 36_000],
  ['', undefined],
  ['65', undefined],
  ['1:75', undefined],
])('%j is %p seconds', (text, seconds) => expect(secondsIn(text)).toBe(seconds));

import { expect, test } from '@jest/globals';
import { typedCues } from './typed-cues.js';

test('a line is shown for as long as it takes to read it', () => {
  const [short, ...none] = typedCues('Yes.', 'k', 5_000.4, 'Bo');
  expect(none).toEqual([]);
  expect(short).toEqual({
    id: 'k-1',
    startMs: 5_000,
    endMs: 6_500,
    speaker: 'Bo',
    words: [{ atMs: 5_000, text: 'Yes.' }],
  });
});

test('more than two lines come one after the other, and no word is lost', () => {
  const text = `${'word '.repeat(40)}${'x'.repeat(200)}`;
  const cues = typedCues(text, 'k', 0);
  expect(
    cues
      .flatMap(({ words }) => words.map((word) => word.text))
      .join('')
      .replaceAll(' ', ''),
  ).toBe(text.replaceAll(' ', ''));
  for (const [at, cue] of cues.entries()) expect(cue.startMs).toBe(cues[at - 1]?.endMs ?? 0);
});

test('nothing was typed', () => {
  expect(typedCues(' \n ', 'k', 0)).toEqual([]);
});

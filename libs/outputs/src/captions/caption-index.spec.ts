import { expect, test } from '@jest/globals';
import type { CaptionCue } from '#media';
import { CaptionIndex } from './caption-index.js';

const cue = (startMs: number, text: string, speaker?: string): CaptionCue => ({
  id: `c${startMs}`,
  startMs,
  endMs: startMs + 1_000,
  ...(speaker === undefined ? {} : { speaker }),
  words: text.split(' ').map((word, at) => ({ atMs: startMs + at * 100, text: word })),
});
const INDEX = new CaptionIndex([
  cue(1_000, 'Good evening everybody', 'Rosa'),
  cue(2_000, 'and welcome to'),
  cue(3_000, 'the theatre'),
  cue(9_000, '극장에 오신 것을 Ｗｅｌｃｏｍｅ'),
]);
const moments = (words: string, limit = 10) => INDEX.find(words, limit).map(({ atMs }) => atMs);

test('a word is found at its own moment, whatever its case and width', () => {
  expect(moments('WELCOME')).toEqual([2_100, 9_300]);
  expect(moments('극장')).toEqual([9_000]);
  expect(moments('welcome', 1)).toEqual([2_100]);
  expect(INDEX.find('evening', 9)).toEqual([
    { atMs: 1_100, endMs: 2_000, speaker: 'Rosa', text: 'Good evening everybody' },
  ]);
});

test('a phrase is found over the ends of cues, and what was not said is not', () => {
  expect(INDEX.find('everybody  and welcome to the', 9)).toEqual([
    { atMs: 1_200, endMs: 4_000, speaker: 'Rosa', text: 'Good evening everybody and welcome to the theatre' },
  ]);
  expect([moments('goodbye'), moments('  '), moments('.*')]).toEqual([[], [], []]);
});

test('one cue is one place, and all of it can be read', () => {
  expect(new CaptionIndex([cue(5, 'no no no')]).find('no', 9)).toHaveLength(1);
  expect(INDEX.all.map(({ text }) => text)).toHaveLength(4);
  expect(new CaptionIndex([]).find('a', 9)).toEqual([]);
});

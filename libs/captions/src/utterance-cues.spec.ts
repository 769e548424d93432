import { describe, expect, test } from '@jest/globals';
import type { SpokenWord } from './cue.js';
import { UtteranceCues } from './utterance-cues.js';

const SETTLE_MS = 400;
/** A word every 300 ms, 250 ms long. */
const said = (text: string, fromMs = 1_000): SpokenWord[] =>
  text
    .split(' ')
    .map((word, at) => ({ text: word, atMs: fromMs + at * 300, endMs: fromMs + at * 300 + 250 }));

const utterance = () => new UtteranceCues({ id: 'u', speaker: 'Anna', settleMs: SETTLE_MS });
const textOf = (cue: { words: readonly { text: string }[] } | undefined) =>
  cue?.words.map(({ text }) => text).join(' ');

describe('while an utterance goes on', () => {
  test('a word is shown once it is settled, and only once', () => {
    const cues = utterance();
    expect(cues.hear(said('hello'), false, 1_300)).toEqual([]);
    const [first] = cues.hear(said('hello wor'), false, 1_700);
    expect(first).toEqual({
      id: 'u-1',
      speaker: 'Anna',
      startMs: 1_000,
      endMs: 2_750,
      words: [{ atMs: 1_000, text: 'hello' }],
    });
    expect(cues.hear(said('hello world'), false, 1_800)).toEqual([]);
    expect(cues.hear(said('hello world and'), false, 2_000).map(textOf)).toEqual(['world']);
  });

  test('what the engine takes back before it is settled is never seen', () => {
    const cues = utterance();
    expect(cues.hear(said('jello'), false, 1_500)).toEqual([]);
    expect(cues.hear(said('hello'), false, 1_650).map(textOf)).toEqual(['hello']);
  });
});

describe('the end of an utterance', () => {
  test('shows what was not settled, in lines that can be read', () => {
    const words = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen';
    const cues = utterance().hear(said(words), true, 5_000);
    expect(cues.map(textOf).join(' ')).toBe(words);
    for (const cue of cues) expect(textOf(cue)?.length).toBeLessThanOrEqual(42);
    expect(cues.map(({ id }) => id)).toEqual(cues.map((_, at) => `u-${at + 1}`));
  });

  test('a pause begins a cue', () => {
    const words = [...said('before'), ...said('after', 2_200)];
    expect(utterance().hear(words, true, 3_000).map(textOf)).toEqual(['before', 'after']);
  });

  test('corrects what was shown, under its id and at its time', () => {
    const cues = utterance();
    cues.hear(said('wreck a'), false, 1_960);
    const corrected = cues.hear(said('recognize speech'), true, 3_000);
    expect(corrected.map((cue) => [cue.id, cue.startMs, textOf(cue)])).toEqual([
      ['u-1', 1_000, 'recognize speech'],
    ]);
  });

  test('takes back what was never said', () => {
    const cues = utterance();
    cues.hear(said('hm'), false, 1_700);
    expect(cues.hear([], true, 2_000)).toEqual([{ id: 'u-1', startMs: 1_000, endMs: 1_001, words: [] }]);
  });

  test('says nothing twice', () => {
    const cues = utterance();
    cues.hear(said('all is said'), false, 3_000);
    expect(cues.hear(said('all is said'), true, 3_100)).toEqual([]);
  });
});

test('of an utterance that never ends the oldest lines are not corrected any more, and the newest are', () => {
  const cues = utterance();
  const lines = Array.from({ length: 150 }, (_, at) => said(`line${at}`, 1_000 + at * 2_000));
  const shown = lines.flatMap((line) => cues.hear(line, false, 1_000_000));
  expect(new Set(shown.map(({ id }) => id)).size).toBe(150);
  const last = lines.flatMap((line, at) => (at === 0 || at === 149 ? said('other', line[0]?.atMs) : line));
  expect(cues.hear(last, true, 1_000_000).map((cue) => [cue.id, textOf(cue)])).toEqual([['u-150', 'other']]);
});

import { expect, test } from '@jest/globals';
import type { CaptionCue } from './caption-cue.js';
import { parseWebVtt } from './parse-web-vtt.js';
import { printWebVtt } from './print-web-vtt.js';

const ZERO_MS = 1_000_000;
const CUES: CaptionCue[] = [
  {
    id: 'a-1',
    startMs: ZERO_MS + 500,
    endMs: ZERO_MS + 3_600_500,
    speaker: 'Rosa <R&D>',
    words: [
      { atMs: ZERO_MS + 500, text: 'good' },
      { atMs: ZERO_MS + 900, text: 'evening' },
      { atMs: ZERO_MS + 1_200, text: '<b> & --> co' },
    ],
  },
  {
    id: 'b-1',
    startMs: ZERO_MS + 2_000,
    endMs: ZERO_MS + 2_500,
    words: [{ atMs: ZERO_MS + 2_000, text: '안녕' }],
  },
];

test.each([false, true])('what was printed is read again (alone: %p)', (isAlone) =>
  expect(parseWebVtt(printWebVtt(CUES, ZERO_MS, { isAlone, withdrawn: ['c-1', 'd-2'] }), ZERO_MS)).toEqual({
    cues: CUES,
    withdrawn: ['c-1', 'd-2'],
  }),
);

test('what is no cue of ours is passed over', () => {
  const text = `WEBVTT\n\nSTYLE\n::cue { color: red }\n\nx\n00:00 --> 00:01\nshort times\n\n${'-'.repeat(5_000)}\n\n`;
  expect(parseWebVtt(text, 0)).toEqual({ cues: [], withdrawn: [] });
  expect(parseWebVtt('', 0)).toEqual({ cues: [], withdrawn: [] });
});

import { expect, test } from '@jest/globals';
import { printWebVtt } from './print-web-vtt.js';

const ZERO_MS = 1_700_000_000_000;
const at = (seconds: number) => ZERO_MS + seconds * 1_000;

test('a cue with its words at their moments, and who speaks', () => {
  const cue = {
    id: 'a1',
    startMs: at(3_661.5),
    endMs: at(3_663),
    speaker: 'Anna & <Bo>',
    words: [
      { atMs: at(3_661.5), text: 'hello' },
      { atMs: at(3_662.25), text: 'a < b' },
    ],
  };
  expect(printWebVtt([cue], ZERO_MS)).toBe(
    'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\na1\n01:01:01.500 --> 01:01:03.000\n' +
      '<v Anna &amp; &lt;Bo&gt;>hello <01:01:02.250>a &lt; b\n',
  );
});

test('no text ends a cue early or begins another one', () => {
  const text = 'one\n\n00:00:01.000 --> 00:00:02.000\r\ntwo';
  const cue = { id: 'a', startMs: at(1), endMs: at(1), words: [{ atMs: at(1), text }] };
  const [, body] = printWebVtt([cue], ZERO_MS).split('\n\n');
  expect(body).toBe('a\n00:00:01.000 --> 00:00:01.001\none 00:00:01.000 --&gt; 00:00:02.000 two\n');
});

test('nothing was said: a file that says so', () => {
  expect(printWebVtt([], ZERO_MS)).toBe('WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n');
});

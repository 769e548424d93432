import { expect, test } from '@jest/globals';
import type { Hearing } from '../speech-engine.js';
import { AnswerReader } from './answer-reader.js';

function reader() {
  const heard: Hearing[] = [];
  const answers = new AnswerReader({ heard: (hearing) => heard.push(hearing), closed: () => undefined });
  return { heard, answers };
}

test('words with their times', () => {
  const { heard, answers } = reader();
  answers.read('{"partial":"hello","partial_result":[{"word":"hello","start":0.5,"end":0.9,"conf":1}]}', 1);
  answers.read('{"text":"hello","result":[{"word":"hello","start":0.5,"end":0.91,"conf":1}]}', 1.2);
  const word = { text: 'hello', startSeconds: 0.5 };
  expect(heard).toEqual([
    { isFinal: false, words: [{ ...word, endSeconds: 0.9 }] },
    { isFinal: true, words: [{ ...word, endSeconds: 0.91 }] },
  ]);
});

test('words without times were said since the ones before, and keep their times', () => {
  const { heard, answers } = reader();
  answers.read('{"partial":""}', 4);
  answers.read('{"partial":"good"}', 4.5);
  answers.read('{"partial":"good morning"}', 5);
  answers.read('{"text":"good morning all"}', 5.6);
  answers.read('{"partial":"next"}', 6);
  expect(
    heard.map(({ words }) =>
      words.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds]),
    ),
  ).toEqual([
    // An answer without words: the engine lives.
    [],
    [['good', 4, 4.5]],
    [
      ['good', 4, 4.5],
      ['morning', 4.5, 5],
    ],
    [
      ['good', 4, 4.5],
      ['morning', 4.5, 5],
      ['all', 5, 5.6],
    ],
    [['next', 5.6, 6]],
  ]);
});

test('what is no answer is passed over', () => {
  const { heard, answers } = reader();
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{"text":7}',
    '{"partial":"a","partial_result":[{"word":"a","start":-1}]}',
    '{"result":[]}',
  ])
    answers.read(text, 1);
  expect(heard).toEqual([]);
});

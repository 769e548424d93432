import { expect, test } from '@jest/globals';
import type { Hearing } from '../speech-engine.js';
import { HeardTurns } from './heard-turns.js';
import { parseRealtimeAnswer } from './realtime-answer.js';

const TYPE = 'conversation.item.input_audio_transcription';

function server() {
  const heard: Hearing[] = [];
  const turns = new HeardTurns((hearing) => heard.push(hearing));
  const says = (type: string, item_id: string, more: object = {}, givenSeconds = 10) => {
    const answer = parseRealtimeAnswer(JSON.stringify({ type, item_id, event_id: 'e', ...more }));
    if (answer === undefined || answer.kind === 'error') throw new Error(`no answer: ${type}`);
    turns.answered(answer, givenSeconds);
  };
  const words = () =>
    heard.map(({ isFinal, words }) => [
      isFinal,
      ...words.map(({ text, startSeconds, endSeconds }) => `${text} ${startSeconds}-${endSeconds}`),
    ]);
  return { turns, says, words };
}

test('words of a turn lie within it, and one that is known keeps its time', () => {
  const { turns, says, words } = server();
  turns.began(2);
  says(`${TYPE}.delta`, 'a', { delta: 'good ' }, 3);
  says(`${TYPE}.delta`, 'a', { delta: 'evening' }, 4);
  turns.ended(6);
  says('input_audio_buffer.committed', 'a');
  says(`${TYPE}.completed`, 'a', { transcript: 'Good evening all.' });
  expect(words()).toEqual([
    [false, 'good 2-3'],
    [false, 'good 2-3', 'evening 3-4'],
    [true, 'Good 2-3', 'evening 3-4', 'all. 4-6'],
  ]);
});

test('words come in the order of the turns, whatever the order of the answers', () => {
  const { turns, says, words } = server();
  turns.began(0);
  turns.ended(1);
  turns.began(2);
  turns.ended(3);
  for (const id of ['a', 'b']) says('input_audio_buffer.committed', id);
  says(`${TYPE}.delta`, 'b', { delta: 'two' });
  says(`${TYPE}.completed`, 'b', { transcript: 'two' });
  expect(words()).toEqual([]);
  says(`${TYPE}.completed`, 'a', { transcript: 'one' });
  says(`${TYPE}.delta`, 'a', { delta: 'again' });
  expect(words()).toEqual([
    [true, 'one 0-1'],
    [true, 'two 2-3'],
  ]);
});

test('a turn that the server fails at keeps what was heard, and the next one goes on', () => {
  const { turns, says, words } = server();
  turns.began(0);
  says(`${TYPE}.delta`, 'a', { delta: 'half' }, 1);
  turns.began(2);
  turns.ended(3);
  says(`${TYPE}.failed`, 'a', { error: { message: 'no' } });
  says(`${TYPE}.completed`, 'b', { transcript: '' });
  expect(words()).toEqual([[false, 'half 0-1'], [true, 'half 0-1'], [true]]);
});

test('so many turns without an answer are too many', () => {
  const { turns } = server();
  for (let n = 0; n < 8; n += 1) turns.began(n);
  expect(turns.isFull).toBe(false);
  turns.began(8);
  expect(turns.isFull).toBe(true);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"type":"session.updated"}',
  `{"type":"${TYPE}.delta","item_id":"a"}`,
  `{"type":"${TYPE}.delta","item_id":7,"delta":"a"}`,
  `{"type":"${TYPE}.completed","item_id":"","transcript":"a"}`,
  `{"type":"${TYPE}.completed","item_id":"a","transcript":"${'a'.repeat(20_001)}"}`,
])('what is no answer is passed over: %.60j', (text) => {
  expect(parseRealtimeAnswer(text)).toBeUndefined();
});

test('a refusal has a code', () => {
  const error = { type: 'invalid_request_error', code: 'model_not_found', message: 'of no concern' };
  expect(parseRealtimeAnswer(JSON.stringify({ type: 'error', error }))).toEqual({
    kind: 'error',
    code: 'model_not_found',
  });
});

import { expect, test } from '@jest/globals';
import { chatRate } from './chat-rate.js';

const at = (time: string) => ({ at: `2026-05-01T${time}.000Z` });

test('messages are counted by the minute, and minutes without any are there', () => {
  const chat = [at('12:00:00'), at('12:00:59'), at('12:03:00')];
  const from = Date.parse('2026-05-01T12:00:00.000Z');
  expect(chatRate(chat)).toEqual([2, 0, 0, 1].map((value, n) => ({ atMs: from + n * 60_000, value })));
});

test('the order of messages does not matter, and what has no time is left out', () => {
  expect(chatRate([at('12:01:00'), { at: '' }, at('12:00:10')]).map(({ value }) => value)).toEqual([1, 1]);
  expect(chatRate([])).toEqual([]);
});

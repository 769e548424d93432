import { beforeEach, expect, test } from '@jest/globals';
import { LIMITS } from '#protocol';
import { SharedTopic } from './shared-topic.js';

let topic: SharedTopic;
beforeEach(() => {
  topic = new SharedTopic();
});
const keys = (after = 0) => topic.after(after).entries.map(({ key }) => key);

test('keys come in the order of their last change, and again only after another one', () => {
  topic.change([
    { key: 'a', value: '1' },
    { key: 'b', value: '1' },
  ]);
  topic.change([{ key: 'a', value: '2' }]);
  expect(keys()).toEqual(['b', 'a']);
  const { entries } = topic.after(2);
  expect(entries).toEqual([{ key: 'a', value: '2', sequence: 3 }]);
  topic.change([{ key: 'b', value: null }]);
  expect([keys(), keys(3)]).toEqual([['a'], []]);
});

test('long states come in parts', () => {
  const value = 'x'.repeat(LIMITS.sharedValueLength);
  for (let at = 0; at < 40; at += 1) topic.change([{ key: `k${at}`, value }]);
  const seen: string[] = [];
  let after = 0;
  let parts = 0;
  for (let isComplete = false; !isComplete; parts += 1) {
    const part = topic.after(after);
    seen.push(...part.entries.map(({ key }) => key));
    after = part.entries.at(-1)?.sequence ?? after;
    ({ isComplete } = part);
  }
  expect([seen, parts]).toEqual([Array.from({ length: 40 }, (_, at) => `k${at}`), 3]);
});

test('has so many keys and no more; what makes it smaller always has room', () => {
  for (let at = 0; at < LIMITS.sharedKeys; at += 1)
    expect(topic.change([{ key: `k${at}`, value: '' }])).toBe(true);
  const more = { key: 'more', value: '' };
  expect([topic.change([more]), topic.change([{ key: 'k0', value: 'other' }])]).toEqual([false, true]);
  expect(topic.change([{ key: 'k0', value: null }, more])).toBe(true);
  expect(keys()).not.toContain('k0');
});

test('has so many characters and no more, and a change is made whole or not at all', () => {
  const value = 'x'.repeat(LIMITS.sharedValueLength);
  let at = 0;
  while (topic.change([{ key: `k${at}`, value }])) at += 1;
  expect(at).toBe(Math.floor(LIMITS.sharedLength / (LIMITS.sharedValueLength + 3)));
  expect(
    topic.change([
      { key: 'k0', value: 'small' },
      { key: 'one', value },
      { key: 'two', value },
    ]),
  ).toBe(false);
  expect(topic.after(0).entries[0]?.value).toBe(value);
  expect(topic.change([{ key: 'k0', value: 'small' }])).toBe(true);
});

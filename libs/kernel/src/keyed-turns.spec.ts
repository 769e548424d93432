import { expect, test } from '@jest/globals';
import { KeyedTurns } from './keyed-turns.js';

test('work of a key waits for the work before it, also when that failed; other keys do not', async () => {
  const turns = new KeyedTurns();
  const told: string[] = [];
  let fail: (error: Error) => void = () => undefined;
  const first = turns.run('a', () => new Promise<void>((_, reject) => (fail = reject)));
  const second = turns.run('a', async () => void told.push('second of a'));
  await turns.run('b', async () => void told.push('first of b'));
  expect([told, turns.has('a'), turns.has('b')]).toEqual([['first of b'], true, false]);
  fail(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await second;
  expect([told, turns.has('a')]).toEqual([['first of b', 'second of a'], false]);
});

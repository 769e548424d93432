import { expect, test } from '@jest/globals';
import { InTurn } from './in-turn.js';

test('work begins when the work before it is done, also when that failed, and each answers its own caller', async () => {
  const turn = new InTurn();
  const told: string[] = [];
  const work = (name: string, outcome: () => string) =>
    turn.run(async () => {
      told.push(`${name} begins`);
      await Promise.resolve();
      told.push(`${name} ends`);
      return outcome();
    });
  const failing = () => {
    throw new Error('no');
  };
  const outcomes = await Promise.allSettled([work('a', () => 'A'), work('b', failing), work('c', () => 'C')]);
  expect(outcomes.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual([
    'A',
    'failed',
    'C',
  ]);
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { StoreAnswers } from './store-answers.js';

function setUp() {
  const clock = new ManualClock();
  const said: string[] = [];
  const log = {
    ...silentLog,
    error: (text: string) => void said.push(text),
    info: (text: string) => void said.push(text),
  };
  return { clock, said, answers: new StoreAnswers({ clock, log }) };
}

test('it answers since it was there again, which is said once, as is that it went', () => {
  const { clock, said, answers } = setUp();
  expect(answers.forMs).toBe(Number.POSITIVE_INFINITY);
  for (let time = 0; time < 3; time += 1) answers.note(new Error('away'));
  expect([answers.forMs, answers.backForMs]).toEqual([0, 0]);
  clock.advance(5_000);
  for (let time = 0; time < 3; time += 1) answers.note(undefined);
  clock.advance(700);
  expect([answers.forMs, answers.backForMs]).toEqual([700, 700]);
  expect(said).toHaveLength(2);
});

test.each([
  [1_000, Number.POSITIVE_INFINITY],
  [1_001, 300],
])('an answer after %d ms: it has answered in time for %d ms', async (tookMs, forMs) => {
  const { clock, answers } = setUp();
  let answer: (text: string) => void = () => undefined;
  const asked = answers.time(new Promise<string>((resolve) => (answer = resolve)));
  clock.advance(tookMs);
  answer('yes');
  expect(await asked).toBe('yes');
  clock.advance(300);
  expect(answers.forMs).toBe(forMs);
});

test('one that is always late was never away: what waits for its return does not wait for ever', async () => {
  const { clock, answers } = setUp();
  answers.note(new Error('away'));
  answers.note(undefined);
  let answer: () => void = () => undefined;
  const asked = answers.time(new Promise<void>((resolve) => (answer = resolve)));
  clock.advance(1_500);
  answer();
  await asked;
  expect([answers.forMs, answers.backForMs]).toEqual([0, 1_500]);
});

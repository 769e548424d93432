import { expect, test } from '@jest/globals';
import { waitFor } from './wait-for.js';

test.each([undefined, null, false] as const)('%s is not found yet', async (missing) => {
  const answers: (string | null | undefined | false)[] = [missing, missing, 'there'];
  expect(await waitFor('an answer', 20_000, () => answers.shift())).toBe('there');
});

test('nothing and zero are answers', async () => {
  expect(await waitFor('a text', 20_000, () => '')).toBe('');
  expect(await waitFor('a count', 20_000, () => 0)).toBe(0);
});

test('after its time it says what it waited for', async () => {
  await expect(waitFor('what never comes', 1, () => null)).rejects.toThrow('what never comes');
});

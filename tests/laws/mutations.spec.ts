import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MUTATIONS } from '../security/mutations/mutations.js';

const root = join(import.meta.dirname, '..', '..');

test.each(MUTATIONS)(
  'the guard of "$fault" stands where npm run mutate removes it',
  ({ file, text, spec }) => {
    // When the code moves, the mutation moves with it, or it proves nothing.
    expect(readFileSync(join(root, file), 'utf8').split(text)).toHaveLength(2);
    expect(existsSync(join(root, spec))).toBe(true);
  },
);

test('the ten most important tests and more are mutated', () => {
  expect(new Set(MUTATIONS.map(({ spec }) => spec)).size).toBeGreaterThanOrEqual(9);
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(10);
});

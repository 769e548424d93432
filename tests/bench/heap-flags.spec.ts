import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { HEAP_FLAGS } from '#supervision';

test('programmes that run within the bench have the heap of those that the supervisor starts', () => {
  const { scripts } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
  ) as { scripts: Record<string, string> };
  expect(scripts.bench).toContain(HEAP_FLAGS.programme.join(' '));
});

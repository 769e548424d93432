import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

test('every room exports through one file, src/index.ts', () => {
  const rooms = readdirSync(join(root, 'libs'));
  const closed = rooms.filter((room) => !existsSync(join(root, 'libs', room, 'src', 'index.ts')));
  expect(closed).toEqual([]);
});

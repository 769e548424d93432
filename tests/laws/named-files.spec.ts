import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { obey } from './obey.js';
import { documents } from './texts.js';

const root = join(import.meta.dirname, '..', '..');
/** Of the project's root, and one file: no pattern, no placeholder in capitals. */
const PATHS = /`((?:apps|libs|tests|infra|docs|prisma)\/[\w./-]+\.(?:ts|tsx|mjs|md|json|vcl|conf|jpg))`/g;

const named = documents().flatMap(({ path, text }) =>
  [...text.matchAll(PATHS)]
    .map(([, file = '']) => ({ path, file }))
    .filter(({ file }) => !/\/[A-Z]+\.ts$/.test(file)),
);

test('there is something to judge', () => {
  expect(named.length).toBeGreaterThan(50);
});

test('files that documents name are there', () => {
  const wrong = named.filter(({ file }) => !existsSync(join(root, file)));
  obey(
    wrong.map(({ path, file }) => `${path} names ${file}`),
    'A reader who follows a document must arrive: name the file where it is now, or take the sentence out.',
  );
});

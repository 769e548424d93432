import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';
import { staticChecks } from '../../infra/bootstrap/checks.mjs';
import { obey } from './obey.js';
import { sourcesIn } from './sources.js';

const root = join(import.meta.dirname, '..', '..');

interface Program {
  files?: string[];
  include: string[];
  exclude: string[];
}

/** The programs of `npm run check`, each by its tsconfig. */
const programs = staticChecks.flatMap(([, , args]) => {
  const at = args.indexOf('-p');
  return args.includes('tsc') && at >= 0 ? [args[at + 1] ?? ''] : [];
});

/** Says of a file whether this program has it: folders and files by name, the first star for any folder. */
function coverageOf(config: string): (path: string) => boolean {
  const { files = [], include, exclude }: Program = JSON.parse(readFileSync(join(root, config), 'utf8'));
  const at = (name: string) => normalize(join(dirname(config), name));
  const isBelow = (path: string) => (name: string) =>
    at(name) === '.' || path === at(name) || path.startsWith(`${at(name)}/`);
  return (path) =>
    files.some((name) => at(name) === path) ||
    (include.some(isBelow(path)) && !exclude.some((name) => !name.startsWith('**/') && isBelow(path)(name)));
}

const coverages = programs.map(coverageOf);
const sources = sourcesIn('apps', 'libs', 'tests', 'infra', 'examples')
  .map(({ path }) => path)
  .filter((path) => /\.tsx?$/.test(path));
const isTyped = (path: string) => coverages.some((has) => has(path));

test('there is something to judge', () => {
  expect(programs.length).toBeGreaterThan(3);
  expect(sources.length).toBeGreaterThan(1_000);
});

test('every source is in a program that npm run check types', () => {
  obey(
    sources.filter((path) => !isTyped(path)),
    'A file in no program is checked by nobody: its errors are found when it runs. Add it to a tsconfig.json.',
  );
});

test('what a program leaves out is seen', () => {
  const main = coverageOf('tsconfig.json');
  expect(main('apps/server/src/main.ts')).toBe(true);
  expect(main('apps/web/vite.config.ts')).toBe(true);
  expect(main('apps/web/src/main.tsx')).toBe(false);
  expect(main('examples/embed/site.ts')).toBe(false);
});

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { refusals } from '../../apps/web/src/i18n/en/refusals.js';
import { start } from '../../apps/web/src/i18n/en/start.js';
import { work } from '../../apps/web/src/i18n/en/work.js';
import { obey } from './obey.js';

const sources = join(import.meta.dirname, '..', '..', 'apps', 'web', 'src');
const here = new Set([...Object.keys(start), ...Object.keys(refusals)]);
const isLater = (key: string) => key in work && !here.has(key);

const IMPORT = /(?:from|import)\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;
/** What is behind one of these comes with the texts of hosts, guests and owners. */
const WITH_TEXTS = /withWorkTexts\(|addWorkTexts\(|workPage\(/;

const fileOf = (from: string, to: string): string | undefined => {
  const base = join(dirname(from), to).replace(/\.js$/, '');
  return [`${base}.ts`, `${base}.tsx`].find(existsSync);
};

/** All that a viewer's pages are made of, but for what waits for further texts. */
function drawnAtOnce(): string[] {
  const found = new Set<string>();
  const open = [join(sources, 'main.tsx')];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (WITH_TEXTS.test(line)) continue;
      for (const [, stated, asked] of line.matchAll(IMPORT)) {
        const next = fileOf(file, stated ?? asked ?? '');
        if (next !== undefined && !/\/i18n\//.test(next)) open.push(next);
      }
    }
  }
  return [...found];
}

const files = drawnAtOnce();

test('pages are found from the entry on', () => {
  const names = files.map((file) => relative(sources, file));
  expect(names).toContain('watch/watch-page.tsx');
  expect(names).toContain('audience/chat-row.tsx');
  expect(names).not.toContain('studio/studio-page.tsx');
});

test('what is drawn without the texts of hosts, guests and owners names none of them', () => {
  const wrong = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const keys = [...text.matchAll(/'([a-z][\w.-]+)'/g)].map(([, key = '']) => key);
    const stems = [...text.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)].map(([, stem = '']) => stem);
    const isForeign = (stem: string) =>
      Object.keys(work).some((key) => key.startsWith(stem)) && ![...here].some((key) => key.startsWith(stem));
    const named = [...keys.filter(isLater), ...stems.filter(isForeign)];
    return named.map((key) => `${relative(sources, file)}: ${key}`);
  });
  obey(
    wrong,
    'No viewer waits for the texts of hosts, guests and owners: a part that needs them is imported through withWorkTexts (i18n/with-work-texts.ts), or its texts belong into start.ts.',
  );
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pageNeeds } from './page-needs.js';

const MANIFEST = {
  'index.html': { file: 'assets/index-1.js', imports: ['_ui-1.js'] },
  '_ui-1.js': { file: 'assets/ui-1.js', css: ['assets/ui-1.css'] },
  '_player-1.js': { file: 'assets/player-1.js', imports: ['_ui-1.js', 'src/watch/watch-page.tsx'] },
  'src/watch/watch-page.tsx': {
    file: 'assets/watch-1.js',
    imports: ['_player-1.js'],
    css: ['assets/watch-1.css'],
  },
  'src/studio/studio-page.tsx': { file: 'assets/studio-1.js' },
};
const PAGE = '<link rel="modulepreload" crossorigin href="/assets/ui-1.js">';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proscenium-pages-'));
  await mkdir(join(folder, '.vite'));
  await writeFile(join(folder, '.vite', 'manifest.json'), JSON.stringify(MANIFEST));
});
afterEach(() => rm(folder, { recursive: true }));

test('a page sends for its scripts and styles, those of its imports too, each once, in a circle too', async () => {
  const tags = await pageNeeds(folder, PAGE, [/watch-page\.tsx$/]);
  expect(tags.split('\n').map((line) => line.trim())).toEqual([
    '<link rel="stylesheet" crossorigin href="/assets/watch-1.css">',
    '<link rel="modulepreload" crossorigin href="/assets/watch-1.js">',
    '<link rel="modulepreload" crossorigin href="/assets/player-1.js">',
    '<link rel="stylesheet" crossorigin href="/assets/ui-1.css">',
  ]);
});

test('a page that is not there needs nothing', async () => {
  expect(await pageNeeds(folder, PAGE, [/nobody\.tsx$/])).toBe('');
});

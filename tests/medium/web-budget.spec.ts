import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const web = join(import.meta.dirname, '..', '..', 'dist', 'web');

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(web, '.vite', 'manifest.json'), 'utf8'));

/** A chunk and all that it cannot run without. */
function needs(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const each of manifest[name]?.imports ?? []) needs(each, seen);
  return seen;
}

const sourceOf = (pattern: RegExp): string => {
  const name = Object.keys(manifest).find((each) => pattern.test(each));
  if (!name) throw new Error(`no chunk of ${pattern}: was a page renamed?`);
  return name;
};

const compressedBytes = (names: Iterable<string>): number =>
  [...names].reduce((sum, name) => sum + statSync(join(web, `${manifest[name]?.file}.br`)).size, 0);

const ENTRY = /^index\.html$/;
const WATCH = /watch\/watch-page\.tsx$/;
const PLAYER = /hls\.js\/src\/hls\.ts$/;
const LANGUAGE = /i18n\/ko\/start\.ts$/;
const WORK_TEXTS = /i18n\/ko\/work\.ts$/;

/** What a viewer on a phone can wait for before the video. */
const BEFORE_THE_VIDEO_BYTES = 220_000;
const STUDIO_BYTES = 260_000;

const together = (...patterns: RegExp[]): Set<string> =>
  new Set(patterns.flatMap((pattern) => [...needs(sourceOf(pattern))]));

test('the watch page loads at most 220 kB of compressed script before the video', () => {
  const bytes = compressedBytes(together(ENTRY, WATCH, PLAYER, LANGUAGE));
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(BEFORE_THE_VIDEO_BYTES);
});

test('the studio without its player stays small', () => {
  const bytes = compressedBytes(together(ENTRY, /studio\/studio-page\.tsx$/, LANGUAGE, WORK_TEXTS));
  expect(bytes).toBeLessThanOrEqual(STUDIO_BYTES);
});

test('the watch page carries nothing of the stage, the contract or the studio', () => {
  const before = [...together(ENTRY, WATCH)].map((name) => manifest[name]?.file ?? '');
  const text = before.map((file) => readFileSync(join(web, file), 'utf8')).join('');
  expect(text).not.toContain('createSendTransport(');
  expect(text).not.toContain('ZodObject');
  expect(before.filter((file) => /hls-|studio-page|lib-/.test(file))).toEqual([]);
});

test('no script asks for code from text, which the content security policy refuses and browsers report', () => {
  const asking = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.js'))
    .filter((file) => /new Function\(|\beval\(/.test(readFileSync(join(web, file), 'utf8')));
  expect(asking).toEqual([]);
});

test('pages hold no inline script or style, and ask no other host', () => {
  const html = readFileSync(join(web, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  expect(html).not.toMatch(/<style|\sstyle=/);
  expect(html).not.toMatch(/(src|href)="https?:/);
});

test('the style sheet that puts the layers in order is the first', () => {
  const html = readFileSync(join(web, 'index.html'), 'utf8');
  const [first = ''] = [...html.matchAll(/<link rel="stylesheet"[^>]*href="\/([^"]*)"/g)].map(
    ([, path]) => path ?? '',
  );
  const named = [...readFileSync(join(web, first), 'utf8').matchAll(/@layer ([\w, ]+)/g)];
  const inOrder = new Set(named.flatMap(([, names = '']) => names.split(/,\s*/)));
  expect([...inOrder]).toEqual(['tokens', 'base', 'layout', 'components', 'pages']);
});

test('every script is there compressed both ways', () => {
  const files = Object.values(manifest).map(({ file }) => file);
  const missing = files.filter((file) => /\.(js|css)$/.test(file) && !existsSync(join(web, `${file}.br`)));
  expect(missing).toEqual([]);
});

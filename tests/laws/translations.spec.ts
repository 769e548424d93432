import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ERROR_CODES } from '#protocol';
import { messages as english } from '../../apps/web/src/i18n/en/index.js';
import { messages as korean } from '../../apps/web/src/i18n/ko/index.js';

const sources = join(import.meta.dirname, '..', '..', 'apps', 'web', 'src');
const text = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.spec\./.test(path) && !path.startsWith('i18n'))
  .map((path) => readFileSync(join(sources, path), 'utf8'))
  .join('\n');

const places = (message: string): string[] =>
  [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[0]).sort();
const known: Record<string, string> = english;

/** Refusals that only a faulty page meets. */
const NOT_MET = new Set<string>([
  ...['internal', 'bad-message', 'unknown-message', 'not-joined', 'already-joined', 'file-not-found'],
  ...['transport-not-found', 'transport-exists', 'transport-not-connected', 'transport-already-connected'],
  ...['transport-wrong-direction', 'producer-not-found', 'producer-exists', 'consumer-not-found'],
  ...['media-not-supported', 'media-rejected'],
]);

/** Keys with the value in the middle. */
const DIALOGS = [/^studio\.(remove|ban|hand-over)\.(title|text)$/];

describe('the catalogue', () => {
  test('Korean has exactly the keys of English, none of them empty', () => {
    expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
    expect(Object.entries(korean).filter(([, message]) => message.trim() === '')).toEqual([]);
  });

  test('both languages fill the same places', () => {
    const different = Object.entries(korean).filter(
      ([key, message]) => places(message).join() !== places(known[key] ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  test('every refusal of the server that a person meets is said in the language of the page', () => {
    const unsaid = ERROR_CODES.filter((code) => !(`refusal.${code}` in known) && !NOT_MET.has(code));
    expect(unsaid).toEqual([]);
  });

  test('every key that the pages name exists', () => {
    const named = [...text.matchAll(/\bt(?:ext)?(?:\.count)?\(\s*'([\w.-]+)'/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((key) => !(key in known) && !(`${key}.other` in known))).toEqual([]);
  });

  test('pages have no words of their own: text between tags comes from the catalogue', () => {
    const loose = [...text.matchAll(/>\s*([A-Za-z][a-z]+(?: [a-z]+)+)\s*<\//g)].map((match) => match[1]);
    expect(loose).toEqual([]);
  });
});

/** Keys made of a known beginning and a value, such as `studio.quality.${grade}`. */
const stems = [...text.matchAll(/`([\w.-]+\.)\$\{/g)].map((match) => match[1] ?? '');

test('every text of the catalogue is used by a page', () => {
  const quoted = new Set([...text.matchAll(/'([\w.-]+)'/g)].map((match) => match[1] ?? ''));
  const isUsed = (key: string) =>
    quoted.has(key) ||
    quoted.has(key.replace(/\.(zero|one|two|few|many|other)$/, '')) ||
    stems.some((stem) => key.startsWith(stem) && !/\./.test(key.slice(stem.length))) ||
    DIALOGS.some((pattern) => pattern.test(key));
  expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([]);
});

test('every class of the style sheets is used by a page', () => {
  const styles = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => readFileSync(join(sources, path), 'utf8').replaceAll(/\/\*.*?\*\//gs, ''))
    .join('\n');
  const selectors = [...styles.matchAll(/([^{}]+)\{/g)].map((match) => match[1] ?? '');
  const classes = new Set(
    selectors.flatMap((selector) =>
      [...selector.matchAll(/\.([a-z][\w-]*)/g)].map((match) => match[1] ?? ''),
    ),
  );
  const words = new Set(text.match(/[a-z][\w-]*/g));
  const made = [...text.matchAll(/([a-z][\w-]*-)\$\{/g)].map((match) => match[1] ?? '');
  const unused = [...classes].filter(
    (name) => !words.has(name) && !made.some((stem) => name.startsWith(stem)),
  );
  expect(classes.size).toBeGreaterThan(100);
  expect(unused).toEqual([]);
});

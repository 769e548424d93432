import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { obey } from './obey.js';
import { textsIn } from './texts.js';

const folder = join(import.meta.dirname, '..', '..', 'infra', 'decisions');
const names = readdirSync(folder);
const decisions = names.map((name) => ({
  number: name.slice(0, 4),
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}));
const known = new Set(decisions.map(({ number }) => number));

const CALLED = /\b[Dd]ecisions? (\d{4})\b/g;
/** Words by which a decision says that another one is no longer as it stands. */
const OVERRULES = [
  /\b(?:supersedes|replaces|corrects)(?: what)?(?: decision)? (\d{4})\b/gi,
  /\b(?:[Dd]ecision )?(\d{4}) (?:rejects|rejected|held that against|said)\b/g,
];

const overruledBy = (text: string): string[] =>
  OVERRULES.flatMap((pattern) => [...text.matchAll(pattern)].map(([, number = '']) => number));

test('each has a number of its own, and a title', () => {
  expect(names.filter((name) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name))).toEqual([]);
  expect(known.size).toBe(names.length);
  expect(decisions.filter(({ text }) => !/^# \S/.test(text)).map(({ name }) => name)).toEqual([]);
});

test('decisions that are named are there', () => {
  const texts = [
    ...textsIn('apps', 'libs', 'infra', 'tests', 'docs', 'README.md', 'CONTRIBUTING.md'),
    ...decisions.map(({ name, text }) => ({ path: `infra/decisions/${name}`, text })),
  ];
  const calls = texts.flatMap(({ path, text }) =>
    [...text.matchAll(CALLED)].map(([, number = '']) => ({ path, number })),
  );
  expect(calls.length).toBeGreaterThan(100);
  obey(
    calls.filter(({ number }) => !known.has(number)).map(({ path, number }) => `${path} names ${number}`),
    'A reader looks a decision up by its number: name the one that is meant.',
  );
});

test('a decision that another one overrules says so', () => {
  const silent = decisions.flatMap(({ number: later, text }) =>
    overruledBy(text).flatMap((number) => {
      const earlier = decisions.find((each) => each.number === number);
      const isSaid = earlier?.text.includes(later) || number === later;
      return earlier === undefined || isSaid ? [] : [`${earlier.name} does not name ${later}`];
    }),
  );
  obey(
    silent,
    'A reader of the older decision must not build on it: below its title write "**Since then.**", what holds now, ' +
      'and the number of the later one.',
  );
});

describe('a decision that overrules another one', () => {
  test.each([
    ['Supersedes 0005: the run no longer replaces a thread.', ['0005']],
    ['It replaces decision 0030 for encoders.', ['0030']],
    ['Supersedes what 0253 rejects; who may caption stays.', ['0253', '0253']],
    ['Decision 0163 rejected starting it by need.', ['0163']],
    ['As decision 0100 has it, in 1999 steps.', []],
  ])('%s', (text, expected) => {
    expect(overruledBy(text)).toEqual(expected);
  });
});

import { expect, test } from '@jest/globals';
import { cyclesOf } from './cycles.js';
import { fileOf, importsOf } from './imports.js';
import { obey } from './obey.js';
import { sourcesIn } from './sources.js';

/** Cycles that stand today, one line each; none is added, and a mended one leaves the list. */
const KNOWN: readonly string[] = [];

const sources = sourcesIn('apps', 'libs').filter(({ isSpec }) => !isSpec);
const files = new Set(sources.map(({ path }) => path));
const graph = new Map(
  sources.map((source) => [source.path, importsOf(source).flatMap((found) => fileOf(found, files) ?? [])]),
);
const standing = cyclesOf(graph).map((cycle) => cycle.join(' '));

test('there is something to judge', () => {
  expect([...graph.values()].flat().length).toBeGreaterThan(500);
});

test('no files import each other in a circle, types included', () => {
  obey(
    standing.filter((cycle) => !KNOWN.includes(cycle)),
    'Files of a circle can only be read, tested and moved together. Put what both need into a third file, or let ' +
      'the lower one declare the small interface that it needs.',
  );
});

test('a circle that was mended leaves the list', () => {
  expect(KNOWN.filter((cycle) => !standing.includes(cycle))).toEqual([]);
});

test('circles are found, each once', () => {
  const circle = new Map([
    ['a', ['b', 'd']],
    ['b', ['c']],
    ['c', ['a']],
    ['d', []],
  ]);
  expect(cyclesOf(circle)).toEqual([['a', 'b', 'c']]);
});

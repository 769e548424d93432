import { expect, test } from '@jest/globals';
import { fileOf, type Import } from './imports.js';
import { obey } from './obey.js';
import { type Source, type SyntaxNode, SyntaxTree, sourcesIn } from './sources.js';

/** Processes of an installation in which nothing happens. */
const IDLE = ['supervisor', 'front', 'server', 'outputs'] as const;
/** Packages that are only of use to a site with a setting, a show or a visitor for them. */
const BY_NEED =
  /^(@aws-sdk\/|@napi-rs\/canvas$|@node-rs\/argon2$|@opentelemetry\/|@prisma\/adapter-pg$|@socket\.io\/redis|fluent-ffmpeg$|ioredis$|koffi$|mediasoup-client|pg$|rate-limiter-flexible$|sdp-transform$)/;

const sources = new Map(
  sourcesIn('apps', 'libs')
    .filter(({ isSpec }) => !isSpec)
    .map((source) => [source.path, source]),
);
const files = new Set(sources.keys());

interface Declaration extends SyntaxNode {
  typeOnly?: boolean;
  source?: { value: string } | null;
  specifiers?: { isTypeOnly?: boolean }[];
}

/** A declaration of which something is left once types are gone. */
function isLoaded({ typeOnly, specifiers = [] }: Declaration): boolean {
  return !typeOnly && (specifiers.length === 0 || specifiers.some(({ isTypeOnly }) => !isTypeOnly));
}

/** What a module imports as soon as it is loaded itself. */
function importsAtStart(from: Source): Import[] {
  const { body } = new SyntaxTree(from).module as unknown as { body: Declaration[] };
  return body
    .filter(({ type }) => /^(Import|ExportNamed|ExportAll)Declaration$/.test(type))
    .flatMap((node) => (node.source && isLoaded(node) ? [{ from, of: node.source.value, line: 0 }] : []));
}

/** Each package that a process loads at its start, with the first file found that imports it. */
function packagesOf(app: string): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const waiting = [`apps/${app}/src/main.ts`];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const source = sources.get(path);
    if (source === undefined || seen.has(path)) continue;
    seen.add(path);
    for (const each of importsAtStart(source)) {
      const file = fileOf(each, files);
      if (file !== undefined) waiting.push(file);
      else if (!found.has(each.of)) found.set(each.of, path);
    }
  }
  return found;
}

test('what processes load is found', () => {
  expect([...packagesOf('server').keys()]).toEqual(expect.arrayContaining(['@nestjs/core', 'pino', 'zod']));
  expect(packagesOf('supervisor').has('@nestjs/core')).toBe(false);
});

test('an idle process loads no package that only a setting, a show or a visitor needs', () => {
  const wrong = IDLE.flatMap((app) =>
    [...packagesOf(app)]
      .filter(([name]) => BY_NEED.test(name))
      .map(([name, path]) => `${path} imports ${name}, and the ${app} loads it at its start`),
  );
  obey(
    wrong,
    'Four processes run on every site, most of them idle: what is loaded at a start is kept four times. Load the package ' +
      "where it is used, by `await import('…')`, or by `createRequire` where nothing may wait.",
  );
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../tests/support/kernel/temporary-folder.js';

const root = join(import.meta.dirname, '..', '..');
const folder = temporaryFolder();
const API = {
  paths: {
    '/api/v1/shows/{showId}': {
      get: {
        operationId: 'shows.get',
        parameters: [{ name: 'showId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'It <is> there',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Show' } } },
          },
        },
      },
    },
  },
  components: { schemas: { Show: { properties: { id: { type: 'string' } }, required: ['id'] } } },
};
let made: { pages: number; broken: string[]; forgotten: string[] };
let pages: string[];

beforeAll(() => {
  // The builder is a module of the bootstrap's kind, which the tests' own loader does not read.
  const entry = `import { makeSite } from ${JSON.stringify(join(import.meta.dirname, 'make-site.mjs'))};
    console.log(JSON.stringify(makeSite(${JSON.stringify({ root, out: folder.path, apiDocument: API })})));`;
  made = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', entry], { encoding: 'utf8' }),
  );
  pages = readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  );
}, 60_000);
afterAll(() => folder.remove());

test('every document has a page in the menu, and no link of a document leads nowhere', () => {
  expect([made.broken, made.forgotten]).toEqual([[], []]);
  expect(pages).toHaveLength(made.pages);
});

test('every address in the site is there, and nothing is loaded from another host', () => {
  const there = new Set(readdirSync(folder.path, { recursive: true, encoding: 'utf8' }));
  const missing: string[] = [];
  for (const page of pages) {
    const html = readFileSync(join(folder.path, page), 'utf8');
    expect(html).not.toMatch(/<script|(?:src|<link[^>]*href)="https?:/);
    for (const [, address = ''] of html.matchAll(/(?:href|src)="([^"#]+)[^"]*"/g)) {
      if (/^(https?|mailto):/.test(address)) continue;
      const target = posix.normalize(posix.join(posix.dirname(page), address));
      if (!there.has(target)) missing.push(`${page}: ${target}`);
    }
  }
  expect(missing).toEqual([]);
});

test('every section that an address names is on its page', () => {
  const idsOf = new Map(
    pages.map((page) => {
      const html = readFileSync(join(folder.path, page), 'utf8');
      return [page, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))] as const;
    }),
  );
  const named = pages.flatMap((page) =>
    [...readFileSync(join(folder.path, page), 'utf8').matchAll(/href="([^":]*)#([^"]+)"/g)].map(
      ([, address = '', section]) => ({
        page,
        section,
        target: address === '' ? page : posix.normalize(posix.join(posix.dirname(page), address)),
      }),
    ),
  );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter(({ target, section }) => !idsOf.get(target)?.has(section))).toEqual([]);
});

test('the reference of the API names operations, fields and shapes, and what is in them is text', () => {
  const html = readFileSync(join(folder.path, 'api.html'), 'utf8');
  expect(html).toContain('<code>GET /api/v1/shows/{showId}</code>');
  expect(html).toContain('<a href="#Show">Show</a>');
  expect(html).toContain('It &lt;is> there');
});

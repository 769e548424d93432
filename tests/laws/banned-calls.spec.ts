import { expect, test } from '@jest/globals';
import { obey } from './obey.js';
import { type Source, SyntaxTree, sourcesIn } from './sources.js';

interface Law {
  name: string;
  /** Matched against each call, member expression, `new` and module name of the code. */
  matches: RegExp;
  /** Where it is allowed. */
  at: RegExp;
  why: string;
}

const NOWHERE = /^$/;

const laws: Law[] = [
  {
    name: 'the environment',
    matches: /^process\.(env|argv)$/,
    at: /^libs\/kernel\/|^apps\/(supervisor|doctor)\/src\/main\.ts$/,
    why: 'Configuration is read once, checked and frozen by loadConfig; a variable read elsewhere is missing in --help.',
  },
  {
    name: 'child processes',
    matches: /^(node:)?child_process$/,
    at: /^libs\/kernel\/src\/child-process\.ts$/,
    why: "Child of '#kernel' bounds stderr, classifies the exit and ends with SIGKILL, so that no process is left.",
  },
  {
    name: 'the clock',
    matches:
      /^(Date\.now|performance\.now|new Date\(\)|setTimeout|setInterval|(node:)?timers(\/promises)?|process\.hrtime(\.bigint)?)$/,
    at: /^libs\/kernel\/src\/clock\.ts$/,
    why: "Take a Clock of '#kernel': a test then owns the time, and nothing waits for real.",
  },
  {
    name: 'chance',
    matches: /^Math\.random$/,
    at: NOWHERE,
    why: "Take RandomBytes of '#kernel' (systemRandom): Math.random can be guessed, and a test cannot own it.",
  },
  {
    name: 'Prisma',
    matches: /^(@prisma\/|pglite-prisma-adapter|@electric-sql\/pglite|pg$)|\/generated\/client/,
    at: /^libs\/data\//,
    why: 'Only data knows how things are stored; other rooms declare a port with the methods that they need.',
  },
  {
    name: 'markup out of text',
    matches:
      /^dangerouslySetInnerHTML$|\.(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$|^document\.write|^eval$|^new Function\b/,
    at: NOWHERE,
    why: 'What people write is text: React and textContent show it as it is, and nothing of it is ever run.',
  },
  {
    name: 'fluent-ffmpeg',
    matches: /^fluent-ffmpeg$/,
    at: /^libs\/(compositor|outputs)\/src\/(.*\/)?ffmpeg[a-z-]*\.ts$/,
    why: 'It is archived upstream: one file of a room wraps it, so that it can be replaced in one place.',
  },
];

// A browser has its own clock and no environment; its rooms are judged by the rest.
const inBrowser = /^(apps\/web|libs\/client)\//;
const foreignToBrowsers = new Set(['the clock', 'the environment']);

function* mentions(source: Source): Generator<{ text: string; line: number }> {
  const tree = new SyntaxTree(source);
  for (const node of tree.nodes()) {
    if (node.type === 'MemberExpression') yield { text: tree.textOf(node), line: tree.lineOf(node) };
    if (node.type === 'CallExpression')
      yield { text: tree.textOf(node.callee as never), line: tree.lineOf(node) };
    if (node.type === 'JSXAttribute')
      yield { text: tree.textOf(node.name as never), line: tree.lineOf(node) };
    if (node.type === 'NewExpression') yield { text: tree.textOf(node), line: tree.lineOf(node) };
    const asked = /^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type) ? node.source : undefined;
    if (asked) yield { text: (asked as { value: string }).value, line: tree.lineOf(node) };
  }
}

const judged = sourcesIn('apps', 'libs')
  .filter((source) => !source.isSpec)
  .map((source) => ({ path: source.path, mentions: [...mentions(source)] }));

test('there is something to judge', () => {
  expect(judged.length).toBeGreaterThan(50);
});

test.each([
  'process.env.HOME',
  "import { spawn } from 'node:child_process'",
  'const soon = () => setTimeout(() => {}, 1)',
  'const now = new Date()',
  'const now = Date.now()',
  'const chance = Math.random()',
  "export { PrismaClient } from './generated/client.js'",
  "import ffmpeg from 'fluent-ffmpeg'",
  'element.innerHTML = text',
  'const line = <p dangerouslySetInnerHTML={{ __html: text }} />',
])('%s is caught', (text) => {
  const source = { path: 'libs/stage/src/sample.tsx', text, lines: 1, isSpec: false };
  const caught = [...mentions(source)].filter((mention) =>
    laws.some((law) => law.matches.test(mention.text)),
  );
  expect(caught).not.toEqual([]);
});

test('a date that is given is no clock', () => {
  const source = {
    path: 'libs/stage/src/sample.ts',
    text: 'const at = new Date(wallMs)',
    lines: 1,
    isSpec: false,
  };
  expect([...mentions(source)].filter(({ text }) => laws.some((law) => law.matches.test(text)))).toEqual([]);
});

test.each(laws)('$name: one room only', ({ name, matches, at, why }) => {
  const wrong = judged
    .filter(({ path }) => !at.test(path) && !(inBrowser.test(path) && foreignToBrowsers.has(name)))
    .flatMap(({ path, mentions }) =>
      mentions.filter(({ text }) => matches.test(text)).map(({ text, line }) => `${path}:${line} ${text}`),
    );
  obey(wrong, why);
});

test('no default exports', () => {
  const wrong = sourcesIn('apps', 'libs')
    .filter((source) => !source.path.endsWith('.config.ts'))
    // What stands in for a part of a package is imported as that part was.
    .filter((source) => !source.path.startsWith('apps/web/hls/'))
    .filter((source) =>
      [...new SyntaxTree(source).nodes()].some((node) => node.type.startsWith('ExportDefault')),
    )
    .map((source) => source.path);
  const why = 'A named export has one name everywhere, so that a search finds every use.';
  obey(wrong, why);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Command, commandsIn, nameOf } from './commands-in.js';
import { KNOWN_COMMANDS } from './documented-commands.js';
import { obey } from './obey.js';
import { sourcesIn } from './sources.js';
import { documents } from './texts.js';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const found = documents().flatMap(({ path, text }) => commandsIn(text).map((command) => ({ path, command })));

const placesOf = (isWrong: (command: Command) => boolean) =>
  found.filter(({ command }) => isWrong(command)).map(({ path, command }) => `${path}: ${command.text}`);

describe('commands of the documents', () => {
  test('there is something to judge', () => {
    expect(found.length).toBeGreaterThan(50);
  });

  test('each is run by a test, or has its reason not to be', () => {
    obey(
      placesOf((command) => KNOWN_COMMANDS[nameOf(command)] === undefined),
      'A reader types what stands in a document: name in tests/laws/documented-commands.ts the test that runs it, or why none does.',
    );
  });

  test('the tests that run them name what they run', () => {
    const wrong = Object.entries(KNOWN_COMMANDS).flatMap(([name, known]) =>
      'notRun' in known || (existsSync(join(root, known.by)) && read(known.by).includes(known.naming))
        ? []
        : [`${name}: ${known.by} has no ${known.naming}`],
    );
    obey(wrong, 'The test that ran a command was moved or runs something else: name the one that does.');
  });

  test('scripts are those of package.json', () => {
    const isMissing = ({ words: [program, verb, script = ''] }: Command) =>
      program === 'npm' && (verb === 'run' ? scripts[script] === undefined : false);
    obey(placesOf(isMissing), 'There is no such script in package.json.');
  });

  test('files and tiers that they name are there', () => {
    const isPath = (word: string) => /^(apps|libs|tests|infra|docs|prisma|examples)\/[\w./-]+$/.test(word);
    const isTier = (word: string) =>
      /^(static|unit)$/.test(word) || existsSync(join(root, 'tests', word)) || !/^[a-z]+$/.test(word);
    const isMissing = (command: Command) =>
      command.words.some((word) => isPath(word) && !existsSync(join(root, word))) ||
      (/^npm (test|run test:long)$/.test(nameOf(command)) &&
        command.words.slice(command.words.indexOf('--') + 1 || Infinity).some((word) => !isTier(word)));
    obey(
      placesOf(isMissing),
      'A command that names a file or a tier of tests which is not there does nothing.',
    );
  });

  test('scenarios and faults that they name are there', () => {
    const names = sourcesIn('tests/bench', 'tests/chaos').map(({ text }) => text);
    const isMissing = (command: Command) =>
      /^npm run (bench|chaos)$/.test(nameOf(command)) &&
      command.words
        .filter((word) => /^[a-z]+(-[a-z0-9]+)+$/.test(word))
        .some((word) => !names.some((text) => text.includes(`'${word}'`)));
    obey(placesOf(isMissing), 'There is no such scenario of npm run bench, or fault of npm run chaos.');
  });

  test('variables that they set are read', () => {
    const texts = [
      ...sourcesIn('apps', 'libs', 'infra', 'tests', 'examples').map(({ text }) => text),
      read('jest.config.js'),
    ];
    const variables = new Set(found.flatMap(({ command }) => command.variables));
    const unread = [...variables].filter(
      (name) => name !== 'NODE_OPTIONS' && !texts.some((text) => text.includes(name)),
    );
    obey(unread, 'Nothing reads this variable: a reader who sets it waits for something that never happens.');
  });
});

describe('a command is found', () => {
  const texts = (document: string) => commandsIn(document).map(({ text }) => text);

  test.each([
    [
      '```sh\nnpm start   # comment\nPORT=1 npm run edge && cd infra\n```',
      ['npm start', 'PORT=1 npm run edge', 'cd infra'],
    ],
    ['```\nnpm run bench -- \\\n  edge\n```', ['npm run bench -- edge']],
    ['Run `npm run\ndoctor` now, or `npm`.', ['npm run doctor']],
    [
      'Then:\n\n    TURN=1 node infra/turn/render.mjs A=b > c\n    turnserver -c c\n\nNow.',
      ['TURN=1 node infra/turn/render.mjs A=b > c', 'turnserver -c c'],
    ],
    ['```ts\nnpm start\n```', []],
    ['```\nserver -> node  by pipe\n```', []],
    ['The setting `PORT=3001` alone, and `node.role`.', []],
  ])('%j', (document, expected) => {
    expect(texts(document)).toEqual(expected);
  });

  test.each([
    ['A=1 npm run bench -- x', 'npm run bench', ['A']],
    ['npm pack dist/packages/client', 'npm pack', []],
    ['export A_B=1', 'export', ['A_B']],
    ["ffmpeg -i FILE 'srt://HOST'", 'ffmpeg', []],
  ])('%s', (line, name, variables) => {
    const [command] = commandsIn(`\`\`\`\n${line}\n\`\`\`\n`);
    expect([command && nameOf(command), command?.variables]).toEqual([name, variables]);
  });
});

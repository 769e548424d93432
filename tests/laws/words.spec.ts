import { expect, test } from '@jest/globals';
import { obey } from './obey.js';
import { textsIn } from './texts.js';
import { badWordsOf } from './words-of.js';

const wordsIn = (text: string, path = 'libs/stage/src/sample.ts') =>
  badWordsOf(path, text).map(({ word }) => word);

const judged = textsIn(
  'libs',
  'apps',
  'infra',
  'docs',
  'tests',
  'examples',
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
).map(({ path, text }) => ({ path, bad: badWordsOf(path, text) }));

test('there is something to judge', () => {
  expect(judged.length).toBeGreaterThan(500);
});

test.each([
  ['const desk = new RetentionDesk()', ['desk', 'RetentionDesk']],
  ['/** The shelves of the house. */', ['shelves', 'house']],
  ["throw new Error('the door is shut')", ['door']],
  ['// It begins anew, whoever sent it.', ['anew', 'whoever']],
  ['class HandBook {}', ['HandBook']],
  ['const pageLook = 1', ['pageLook']],
  ['// The guest comes back and is told why.', ['comes back', 'is told']],
  ['const PICTURE_LIMITS = 1', ['PICTURE']],
])('%s is caught', (text, words) => {
  expect(wordsIn(text)).toEqual(words);
});

test('a file is judged by its name too', () => {
  expect(badWordsOf('libs/stage/src/stage-desk.ts', '')).toMatchObject([{ line: 0, word: 'desk' }]);
});

test('an epoch is the number of an owner, not the run of an encoder', () => {
  expect(wordsIn('epochOpened(start)', 'libs/packager/src/sample.ts')).toEqual(['epochOpened']);
  expect(wordsIn('owner.epoch + 1', 'libs/showlog/src/sample.ts')).toEqual([]);
});

test.each([
  'const row = Math.floor(index / 2)',
  'const lineHeight = 1.4; const seed = seededRandom(7)',
  '// Look at the noise floor before the handbook.',
  'video.requestPictureInPicture()',
  '// VP8 counts frames by its picture id',
  'const rung = ladder[0]',
])('%s is how the field speaks', (text) => {
  expect(wordsIn(text)).toEqual([]);
});

test('a rung is a rendition to those who read the documents', () => {
  expect(wordsIn('a rung of the ladder', 'docs/players.md')).toEqual(['rung']);
});

test('words are those of the glossary', () => {
  const wrong = judged.flatMap(({ path, bad }) =>
    bad.map(({ line, word, write }) => `${path}:${line} "${word}": write ${write}`),
  );
  obey(
    wrong,
    'A newcomer needs no dictionary of ours: where the field has a word, use that word, the same one everywhere. ' +
      'What the field or a public interface says so is in MEANT_OTHERWISE of tests/laws/banned-words.ts.',
  );
});

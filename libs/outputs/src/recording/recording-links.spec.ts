import { expect, test } from '@jest/globals';
import { RecordingLinks } from './recording-links.js';

const links = new RecordingLinks('a secret of the site');
const grant = { showId: 'show_1', recordingId: 'rec_1', scope: 'watch' as const, expiresAtMs: 90_000 };
const tokenOf = (folder: string) => folder.slice('/recordings/'.length);

test('a link says what it opens until it expires', () => {
  const token = tokenOf(links.folderFor(grant));
  expect(links.read(token, 89_000)).toEqual(grant);
  expect(links.read(token, 90_000)).toBeUndefined();
});

test.each([
  ['another secret', (token: string) => new RecordingLinks('another secret').read(token, 0)],
  ['a larger scope', (token: string) => links.read(token.replace('.w.', '.d.'), 0)],
  ['another recording', (token: string) => links.read(token.replace('rec_1', 'rec_2'), 0)],
  ['a longer life', (token: string) => links.read(token.replace(/\.2i\./, '.zz.'), 0)],
  ['a folder above', (token: string) => links.read(token.replace('rec_1', '..'), 0)],
  ['one part more', (token: string) => links.read(`${token}.x`, 0)],
  ['nothing', () => links.read('', 0)],
])('%s opens nothing', (_, read) => {
  expect(read(tokenOf(links.folderFor(grant)))).toBeUndefined();
});

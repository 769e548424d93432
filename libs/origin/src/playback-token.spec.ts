import { expect, test } from '@jest/globals';
import { PlaybackTokens } from './playback-token.js';

const NOW_MS = 1_700_000_000_000;
const grant = { showId: 'show_1', viewerId: 'person_7', expiresAtMs: NOW_MS + 60_000 };
const tokens = new PlaybackTokens('a secret');
const token = tokens.sign(grant);

test('reads back what was signed, needs no escape in a path', () => {
  expect(tokens.read(token, NOW_MS)).toEqual(grant);
  expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
});

test('is over when it says', () => {
  expect(tokens.read(token, grant.expiresAtMs - 1)).toBeDefined();
  expect(tokens.read(token, grant.expiresAtMs)).toBeUndefined();
});

test.each([
  ['another show', token.replace('show_1', 'show_2')],
  ['another viewer', token.replace('person_7', 'person_8')],
  ['a later end', token.replace(/\.([a-z0-9]+)\.([^.]+)$/, '.zzzzzz.$2')],
  ['no signature', token.split('.').slice(0, 3).join('.')],
  ['a cut signature', token.slice(0, -4)],
  ['more fields', `${token}.x`],
  ['another secret', new PlaybackTokens('another').sign(grant)],
  ['nothing', ''],
])('%s is refused', (_name, forged) => expect(tokens.read(forged, NOW_MS)).toBeUndefined());

test('an id that would split a path or a token is not signed', () => {
  expect(() => tokens.sign({ ...grant, viewerId: 'a/b' })).toThrow(RangeError);
  expect(() => tokens.sign({ ...grant, viewerId: 'a.b' })).toThrow(RangeError);
});

import { posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Import, importsOf } from './imports.js';
import { obey } from './obey.js';
import { mayUse, roomOf } from './rooms.js';
import { sourcesIn } from './sources.js';

const imports = sourcesIn('apps', 'libs').flatMap(importsOf);
const where = ({ from, of, line }: Import) => `${from.path}:${line} imports ${of}`;

test('there is something to judge', () => {
  expect(imports.length).toBeGreaterThan(100);
});

test('rooms use only rooms to their left', () => {
  const wrong = imports.filter(({ from, of }) => {
    const other = /^#([^/]+)/.exec(of)?.[1];
    const room = roomOf(from.path);
    return other && room && !mayUse(room, other);
  });
  obey(
    wrong.map(where),
    'kernel <- media, layout, protocol, access, supervision <- signaling, stage, ingest, compositor, showlog, packager, origin, outputs, ' +
      'audience, cluster <- programme-link <- show <- live, control <- api <- data, telemetry <- apps; rooms of one column never meet: ' +
      'declare the small port that you need, and live or an app plugs the other room in. Browser code (client, web) takes only protocol and what is pure.',
  );
});

test('a room is used through its index.ts', () => {
  const wrong = imports.filter(({ from, of }) => {
    if (of.startsWith('#')) return of.includes('/');
    if (!of.startsWith('.')) return false;
    if (from.isSpec && /^(\.\.\/)+(tests\/(support|conformance)|apps\/web\/testing)\//.test(of)) return false;
    const target = posix.normalize(posix.join(posix.dirname(from.path), of));
    return roomOf(target) !== roomOf(from.path);
  });
  obey(
    wrong.map(where),
    "Import from '#room': what its src/index.ts exports is kept stable, everything behind it may change any day.",
  );
});

test('media is pure: bytes and time in, bytes and time out', () => {
  const wrong = imports.filter(
    ({ from, of }) => roomOf(from.path) === 'media' && !from.isSpec && !/^[.#]/.test(of),
  );
  obey(
    wrong.map(where),
    'A format that does no I/O and needs no library can be tested with bytes alone, in Node and in a browser.',
  );
});

test('the columns are what they should be', () => {
  expect(mayUse('stage', 'kernel')).toBe(true);
  expect(mayUse('stage', 'compositor')).toBe(false);
  expect(mayUse('kernel', 'media')).toBe(false);
  expect(mayUse('live', 'control')).toBe(false);
  expect(mayUse('web', 'show')).toBe(false);
});

import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runFolder } from './run-folder.js';

let folder = '';
const made: string[] = [];
beforeEach(() => {
  folder = mkdtempSync('/tmp/rf-');
});
afterEach(() => {
  for (const path of [folder, ...made.splice(0)]) rmSync(path, { recursive: true, force: true });
});

test('it lies in the data folder, for this user alone', () => {
  expect(runFolder(folder)).toBe(join(folder, 'run'));
  expect(statSync(join(folder, 'run')).mode & 0o777).toBe(0o700);
  expect(runFolder(folder)).toBe(join(folder, 'run'));
});

test('a long data folder has a short one under the temporary folder, its own and always the same', () => {
  const long = join(folder, 'a'.repeat(60));
  const short = runFolder(long);
  made.push(short, runFolder(`${long}b`));
  expect(runFolder(long)).toBe(short);
  expect(new Set(made).size).toBe(2);
  expect(short.startsWith(tmpdir()) || short.startsWith('/tmp/')).toBe(true);
  expect(Buffer.byteLength(join(short, `programme-show_${'a'.repeat(26)}.sock`))).toBeLessThanOrEqual(100);
});

test('a link that another user prepared there is not followed', () => {
  symlinkSync('/etc', join(folder, 'run'));
  expect(() => runFolder(folder)).toThrow(expect.objectContaining({ code: 'run-folder-not-ours' }));
});

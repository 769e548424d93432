import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { draftOf, placeWhole, writeWhole } from './write-whole.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-whole-'));
  path = join(folder, 'facts.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the new content takes the place of the old, and no draft is left', async () => {
  await writeWhole(path, 'old');
  await writeWhole(path, Buffer.from('new'), { isDurable: true });
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['new', ['facts.json']]);
});

test('a file for its user alone is that from its first byte', async () => {
  await writeWhole(path, 'secret', { mode: 0o600 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a draft that a kill left behind is written over', async () => {
  writeFileSync(draftOf(path), 'half of something much longer');
  await writeWhole(path, 'whole');
  expect(readFileSync(path, 'utf8')).toBe('whole');
});

test('what fails half way leaves the old content and no draft', async () => {
  await writeWhole(path, 'old');
  const failing = placeWhole(path, async (draft) => {
    writeFileSync(draft, 'half');
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['facts.json']]);
});

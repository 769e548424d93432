import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { DirectoryFile } from './directory-file.js';

const RETRY_MS = 1_000;
const SOON_MS = 5_000;
let folder: ReturnType<typeof temporaryFolder>;
let clock: ManualClock;
let path: string;
let failures: number;
let file: DirectoryFile;

beforeEach(() => {
  folder = temporaryFolder();
  clock = new ManualClock();
  path = join(folder.path, 'data', 'directory.json');
  failures = 0;
  const error = () => {
    failures += 1;
  };
  file = new DirectoryFile(path, clock, { ...silentLog, error });
});
afterEach(() => folder.remove());

test('the next start reads the newest directory; no other user may read it', async () => {
  mkdirSync(join(folder.path, 'data'));
  file.write({ playbackSecret: 'older', shows: [] });
  file.write({ playbackSecret: 'newer', shows: [] });
  await file.close();
  expect(await file.read()).toEqual({ playbackSecret: 'newer', shows: [] });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('what could not be written is written once it can be', async () => {
  file.write({ playbackSecret: 'told', shows: [] });
  await waitFor('the failure', SOON_MS, () => failures > 0);
  mkdirSync(join(folder.path, 'data'));
  clock.advance(RETRY_MS);
  await waitFor('the file', SOON_MS, () => existsSync(path));
  expect(await file.read()).toEqual({ playbackSecret: 'told', shows: [] });
});

test('a file that is not there or cannot be read names no show', async () => {
  expect(await file.read()).toEqual({ shows: [] });
  mkdirSync(join(folder.path, 'data'));
  writeFileSync(path, '{"shows":');
  expect(await file.read()).toEqual({ shows: [] });
});

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../tests/support/kernel/temporary-folder.js';
import { playbackSecretOf } from './playback-secret.mjs';

const run = promisify(execFile);
const SECRET = 'a secret that signs addresses';
let folder: ReturnType<typeof temporaryFolder>;

const keep = (directory: object) =>
  writeFileSync(join(folder.path, 'front-directory.json'), JSON.stringify(directory));

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test('npm run edge -- --playback-secret prints the secret and nothing else', async () => {
  keep({ playbackSecret: SECRET, shows: [] });
  const script = join(import.meta.dirname, 'run.mjs');
  const { stdout } = await run(process.execPath, [script, '--playback-secret', '--data', folder.path]);
  expect(stdout).toBe(`${SECRET}\n`);
}, 20_000);

test('says what to do where there is none', async () => {
  await expect(playbackSecretOf(folder.path)).rejects.toThrow('start the server once');
  keep({ shows: [] });
  await expect(playbackSecretOf(folder.path)).rejects.toThrow('start the server once');
});

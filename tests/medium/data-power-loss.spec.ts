// Real here: PostgreSQL in WebAssembly on real files. The loss of power is simulated: only what was synced is left.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';

const root = join(import.meta.dirname, '..', '..');

test('every commit that the embedded database acknowledged is there after a loss of power', async () => {
  const folder = temporaryFolder();
  try {
    const script = ['--import', './infra/bootstrap/typescript.mjs', 'tests/support/data/power-loss.ts'];
    const { stdout } = await promisify(execFile)(process.execPath, [...script, folder.path], { cwd: root });
    const { acknowledged, ...found } = JSON.parse(stdout);
    expect(acknowledged).toBe(100);
    expect(found).toEqual({ rows: acknowledged, sum: (acknowledged * (acknowledged - 1)) / 2, later: 0 });
  } finally {
    folder.remove();
  }
});

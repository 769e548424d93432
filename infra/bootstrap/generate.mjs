// Generates the Prisma client when the schema, or Prisma itself, changed since the last time. Works offline.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isEntry } from './is-entry.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stampPath = join(root, 'libs/data/src/generated/.made-from');

async function currentStamp() {
  const inputs = await Promise.all(
    ['prisma/schema.prisma', 'node_modules/prisma/package.json'].map((path) => readFile(join(root, path))),
  );
  return inputs.reduce((hash, input) => hash.update(input), createHash('sha256')).digest('hex');
}

/** Resolves to true if the client was generated, to false if it was up to date. */
export async function ensurePrismaClient() {
  const stamp = await currentStamp();
  const last = await readFile(stampPath, 'utf8').catch(() => '');
  if (last === stamp) return false;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/prisma/build/index.js'), 'generate'],
    {
      cwd: root,
      encoding: 'utf8',
      // The CLI downloads a schema engine that `generate` does not use, unless this names an existing program.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`);
  await writeFile(stampPath, stamp);
  return true;
}

if (isEntry(import.meta.url)) {
  const isNew = await ensurePrismaClient();
  console.log(`generate | Prisma client ${isNew ? 'generated' : 'up to date'}`);
}

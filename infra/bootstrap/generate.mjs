// Generates the Prisma client when the schema, or Prisma itself, changed since the last time. Works offline.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isEntry } from './is-entry.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const generated = join(root, 'libs/data/src/generated');
const stampPath = join(generated, '.made-from');
const inputPaths = [
  'prisma/schema.prisma',
  'node_modules/prisma/package.json',
  'infra/bootstrap/generate.mjs',
];

/** Prisma's own way leaves the text of its compiler, of 4.5 MB, in memory three times. */
const OWN_WAY =
  /const \{ wasm \} = await import\("@prisma\/client\/runtime\/([\w.-]+)\.mjs"\)\s+return await decodeBase64AsWasm\(wasm\)/;

/** Has the client load its query compiler by `query-compiler.ts`. A client of another shape stays as it is. */
async function loadCompilerByOurs() {
  const path = join(generated, 'internal', 'class.ts');
  const text = await readFile(path, 'utf8');
  const own = OWN_WAY.exec(text);
  if (own === null) return;
  const call = `const { loadQueryCompiler } = await import("../../query-compiler.js")
    return await loadQueryCompiler("@prisma/client/runtime/${own[1]}.mjs")`;
  await writeFile(
    path,
    text.replace(OWN_WAY, () => call),
  );
}

async function currentStamp() {
  const inputs = await Promise.all(inputPaths.map((path) => readFile(join(root, path))));
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
  await loadCompilerByOurs();
  await writeFile(stampPath, stamp);
  return true;
}

if (isEntry(import.meta.url)) {
  const isNew = await ensurePrismaClient();
  console.log(`generate | Prisma client ${isNew ? 'generated' : 'up to date'}`);
}

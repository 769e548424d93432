import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '#data';
import { silentLog } from '#kernel';
import { temporaryFolder } from './temporary-folder.js';

const root = join(import.meta.dirname, '..', '..');
const shelf = join(root, 'tests', 'out', 'prepared-data');

function migrationsHash(): string {
  const folder = join(root, 'prisma', 'migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name, 'migration.sql');
    if (existsSync(path)) hash.update(name).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The embedded database as it is after the first start, made once: making it takes longer than many a test. */
async function prepare(path: string): Promise<void> {
  const draft = temporaryFolder();
  const database = await Database.create({ dataDir: draft.path, log: silentLog });
  await database.close();
  mkdirSync(shelf, { recursive: true });
  // Another process may be at it too; only what older migrations made is old.
  const old = readdirSync(shelf).filter((name) => !join(shelf, name).startsWith(path));
  for (const name of old) rmSync(join(shelf, name), { recursive: true, force: true });
  cpSync(draft.path, `${path}.${process.pid}`, { recursive: true });
  if (existsSync(path)) rmSync(`${path}.${process.pid}`, { recursive: true });
  else renameSync(`${path}.${process.pid}`, path);
  draft.remove();
}

/** A data folder with an empty, migrated database, gone when the test is. A first start is asked for by an empty folder. */
export async function preparedData(): Promise<{ path: string; remove(): void }> {
  const prepared = join(shelf, migrationsHash());
  if (!existsSync(prepared)) await prepare(prepared);
  const folder = temporaryFolder();
  cpSync(prepared, folder.path, { recursive: true });
  return folder;
}

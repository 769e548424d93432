import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '#data';
import { silentLog } from '#kernel';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { copyPrepared } from './prepared-copies.js';

const root = join(import.meta.dirname, '..', '..', '..');

function migrationsHash(): string {
  const folder = join(root, 'prisma', 'migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name, 'migration.sql');
    if (existsSync(path)) hash.update(name).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The embedded database as it is after the first start. */
async function make(folder: string): Promise<void> {
  const database = await Database.create({ dataDir: folder, log: silentLog });
  await database.close();
}

/** A data folder with an empty, migrated database, gone when the test is. An empty folder makes a first start. */
export async function preparedData(): Promise<{ path: string; remove(): void }> {
  const folder = temporaryFolder();
  await copyPrepared({ name: 'embedded', edition: migrationsHash(), make }, folder.path);
  return folder;
}

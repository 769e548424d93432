import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child, systemClock } from '#kernel';
import { syncPath, syncTree } from './sync-tree.js';

/**
 * Creates the database where there is none, in a process of its own: creating takes 400 MB, of which this process would
 * keep 100. The folder gets its name when it is whole, so that a start that was interrupted leaves no half of one.
 */
export async function initialise(folder: string): Promise<void> {
  const isCreated = await access(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (isCreated) return;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await create(unfinished);
  await syncTree(unfinished);
  await rename(unfinished, folder);
  await syncPath(dirname(folder));
}

async function create(folder: string): Promise<void> {
  const child = new Child({
    name: 'database creation',
    command: process.execPath,
    args: [fileURLToPath(new URL('./create-database.js', import.meta.url))],
    cwd: folder,
    clock: systemClock,
    env: {},
    isOurs: true,
  });
  const { kind, stderr } = await child.exited;
  if (kind !== 'finished') throw new Error(`the embedded database could not be created: ${kind}\n${stderr}`);
}

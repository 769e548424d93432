import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { DurableFolder } from './durable-folder.js';
import { START_PARAMETERS } from './start-parameters.js';
import { syncTree } from './sync-tree.js';
import { wasClosed } from './was-closed.js';

/** Opens the database in `folder`; a commit that it acknowledges survives a loss of power. */
export async function openEngine(
  folder: string,
  sync: (descriptor: number) => void = fsyncSync,
): Promise<PGlite> {
  // What a killed process wrote is in the system's memory only: it must be on the disk before recovery builds on it.
  if (!(await wasClosed(folder))) await syncTree(folder);
  const files = new DurableFolder(folder, sync);
  const engine = await PGlite.create({ fs: files, startParams: START_PARAMETERS });
  files.opened();
  return engine;
}

import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes one file, or the list of names of one folder, survive a loss of power. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a whole folder survive a loss of power: its files, then the folders that name them. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = (kind: 'isDirectory' | 'isFile') =>
    entries.filter((entry) => entry[kind]()).map(({ name }) => join(folder, name));
  for (const path of paths('isDirectory')) await syncTree(path);
  // At once, since a journal writes several of them in one go; Node itself bounds how many run.
  await Promise.all(paths('isFile').map(syncPath));
  await syncPath(folder);
}

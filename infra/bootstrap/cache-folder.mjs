// Where what was fetched or built is kept between clones.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The user's cache, or `.cache` in the checkout for a user without a home folder of their own. */
export function cacheFolder(name) {
  const users = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'proscenium', name);
  if (existsSync(users) || isWritable(users)) return users;
  return join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.cache', name);
}

// A step is skipped if the hash of its inputs equals the hash in the stamp file beside its product.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.name === 'node_modules' ? [] : filesIn(join(path, entry.name))));
}

/** Hashes the contents of files and folders, by their paths below the project, and any further words. */
export function hashOf(paths, ...words) {
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const path of paths.flatMap((path) => filesIn(join(root, path)))) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex');
}

export class Stamp {
  #path;
  #hash;

  constructor(path, hash) {
    this.#path = join(root, path);
    this.#hash = hash;
  }

  get isFresh() {
    return existsSync(this.#path) && readFileSync(this.#path, 'utf8') === this.#hash;
  }

  write() {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, this.#hash);
  }
}

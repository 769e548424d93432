import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { draftOf, UNFINISHED, writeWhole } from '#kernel';
import {
  type ByteRange,
  checkKey,
  isKey,
  type ObjectFacts,
  type ObjectStore,
  type StoredObject,
} from './object-store.js';

const factsOf = ({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): ObjectFacts => ({
  bytes: size,
  tag: `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}`,
});

/** A folder, most often of another disk or machine that is mounted here. */
export class DiskObjects implements ObjectStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async check(): Promise<void> {
    await mkdir(this.#root, { recursive: true });
    await access(this.#root, constants.W_OK);
  }

  /** Goes on behind what an earlier attempt has copied: the file is the same. */
  async put(key: string, path: string, signal: AbortSignal): Promise<void> {
    const target = this.#pathOf(key);
    const draft = draftOf(target);
    const { size } = await stat(path);
    await mkdir(dirname(target), { recursive: true });
    const copied = await stat(draft).then(
      (found) => found.size,
      () => 0,
    );
    const start = copied > size ? 0 : copied;
    const flags = start === 0 ? 'w' : 'a';
    if (start < size || size === 0)
      await pipeline(createReadStream(path, { start }), createWriteStream(draft, { flags }), { signal });
    const handle = await open(draft, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(draft, target);
  }

  async putBytes(key: string, bytes: Buffer): Promise<void> {
    const target = this.#pathOf(key);
    await mkdir(dirname(target), { recursive: true });
    await writeWhole(target, bytes);
  }

  async facts(key: string): Promise<ObjectFacts | undefined> {
    const found = await stat(this.#pathOf(key)).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return factsOf(found);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.#pathOf(key);
    await access(path, constants.R_OK);
    return createReadStream(path, range);
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const folder = this.#pathOf(prefix.replace(/\/$/, ''));
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(UNFINISHED));
    const found = files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { path, key: relative(this.#root, path).split(sep).join('/') };
    });
    return Promise.all(
      found
        .filter(({ key }) => isKey(key))
        .map(async ({ path, key }) => ({ key, ...factsOf(await stat(path)) })),
    );
  }

  async folders(prefix: string): Promise<string[]> {
    const entries = await readdir(this.#pathOf(prefix.replace(/\/$/, '')), { withFileTypes: true }).catch(
      () => [],
    );
    return entries.filter((entry) => entry.isDirectory() && isKey(entry.name)).map(({ name }) => name);
  }

  /** Folders that are empty by it go as well. */
  async remove(key: string): Promise<void> {
    const path = this.#pathOf(key);
    await Promise.all([rm(path, { force: true }), rm(draftOf(path), { force: true })]);
    for (let folder = dirname(path); folder !== this.#root; folder = dirname(folder))
      if (
        !(await rmdir(folder).then(
          () => true,
          () => false,
        ))
      )
        return;
  }

  async linkTo(): Promise<undefined> {
    return undefined;
  }

  close(): void {
    // Nothing is held.
  }

  #pathOf(key: string): string {
    return join(this.#root, ...checkKey(key).split('/'));
  }
}

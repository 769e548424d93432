import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '#kernel';
import type { MediaStore } from './media-store.js';
import { RamStore } from './ram-store.js';

export interface DiskStoreOptions {
  folder: string;
  log: Log;
  /** What lies near the live edge stays in memory too. */
  ramBytes: number;
  /** Over this, the oldest files go. */
  limitBytes: number;
  /** The machine keeps at least this much free. */
  minFreeBytes: number;
  /** Rewinding stops or goes on: for the host's panel. */
  onRewind?(state: 'stopped' | 'working'): void;
}

/** A disk slower than this many segments behind is as good as full. */
const LONGEST_QUEUE = 64;
const UNFINISHED = '.unfinished';

/**
 * Memory for the live edge, files for rewinding. A disk that is full, slow or broken stops rewinding and says
 * so; the live edge never waits for it.
 */
export class DiskStore implements MediaStore {
  readonly #options: DiskStoreOptions;
  readonly #ram: RamStore;
  /** What is on disk, oldest first, with sizes. */
  readonly #files: Map<string, number>;
  #diskBytes: number;
  #queued = 0;
  #writing: Promise<void> = Promise.resolve();
  #isStopped = false;

  private constructor(options: DiskStoreOptions, files: Map<string, number>) {
    this.#options = options;
    this.#ram = new RamStore(options.ramBytes);
    this.#files = files;
    this.#diskBytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  }

  /** Finds again what an earlier run left. */
  static async create(options: DiskStoreOptions): Promise<DiskStore> {
    await mkdir(options.folder, { recursive: true });
    return new DiskStore(options, await filesIn(options.folder));
  }

  get storedBytes(): number {
    return this.#ram.storedBytes + this.#diskBytes;
  }

  get isRewindWorking(): boolean {
    return !this.#isStopped;
  }

  put(name: string, bytes: Buffer): void {
    this.#ram.put(name, bytes);
    // No room was given: memory is all there is, and nothing is wrong.
    if (this.#options.limitBytes === 0) return;
    if (this.#queued >= LONGEST_QUEUE) {
      this.#stop(new Error(`${LONGEST_QUEUE} writes are waiting`));
      return;
    }
    this.#queued += 1;
    this.#writing = this.#writing.then(() => this.#write(name, bytes));
  }

  async #write(name: string, bytes: Buffer): Promise<void> {
    const path = join(this.#options.folder, name);
    try {
      await this.#makeRoom(bytes.length);
      await mkdir(dirname(path), { recursive: true });
      // A name exists only with all its bytes: a kill in between leaves a file that nobody lists.
      await writeFile(`${path}${UNFINISHED}`, bytes);
      await rename(`${path}${UNFINISHED}`, path);
      this.#files.set(name, bytes.length);
      this.#diskBytes += bytes.length;
      this.#resume();
    } catch (error) {
      this.#stop(error);
      // Half a file is worse than none.
      await rm(`${path}${UNFINISHED}`, { force: true }).catch(() => undefined);
    } finally {
      this.#queued -= 1;
    }
  }

  async #makeRoom(neededBytes: number): Promise<void> {
    const { folder, limitBytes, minFreeBytes } = this.#options;
    for (const oldest of this.#files.keys()) {
      if (this.#diskBytes + neededBytes <= limitBytes) break;
      await this.#remove(oldest);
    }
    if (neededBytes > limitBytes)
      throw new Error(`${neededBytes} bytes are more than the limit of ${limitBytes}`);
    const { bavail, bsize } = await statfs(folder);
    const freeBytes = bavail * bsize - neededBytes;
    if (freeBytes < minFreeBytes)
      throw new Error(`only ${freeBytes} bytes would be free, ${minFreeBytes} must be`);
  }

  #stop(error: unknown): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#options.log.error('packager.disk | rewinding stopped, the live edge goes on', { error });
    this.#options.onRewind?.('stopped');
  }

  #resume(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#options.log.info('packager.disk | rewinding works again');
    this.#options.onRewind?.('working');
  }

  has(name: string): boolean {
    return this.#ram.has(name) || this.#files.has(name);
  }

  find(name: string): Buffer | Promise<Buffer | undefined> | undefined {
    const bytes = this.#ram.find(name);
    if (bytes) return bytes;
    if (!this.#files.has(name)) return undefined;
    return readFile(join(this.#options.folder, name)).catch(() => {
      this.#files.delete(name);
      return undefined;
    });
  }

  demote(name: string): boolean {
    if (this.#files.has(name)) {
      this.#ram.drop(name);
      return true;
    }
    if (this.#options.limitBytes === 0) return this.#ram.has(name);
    // Not written after half a minute: it will not be.
    this.#ram.drop(name);
    return false;
  }

  drop(name: string): void {
    this.#ram.drop(name);
    if (this.#files.has(name)) this.#writing = this.#writing.then(() => this.#remove(name));
  }

  async #remove(name: string): Promise<void> {
    const size = this.#files.get(name);
    if (size === undefined) return;
    this.#files.delete(name);
    this.#diskBytes -= size;
    await rm(join(this.#options.folder, name), { force: true }).catch(() => undefined);
  }

  /** Everything handed over so far is on disk, or was given up. */
  async flushed(): Promise<void> {
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.flushed();
    await this.#ram.close();
  }
}

async function filesIn(folder: string): Promise<Map<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(UNFINISHED))
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const { size, mtimeMs } = await stat(path);
        return { name: path.slice(folder.length + 1), size, mtimeMs };
      }),
  );
  found.sort((a, b) => a.mtimeMs - b.mtimeMs);
  return new Map(found.map(({ name, size }) => [name, size]));
}

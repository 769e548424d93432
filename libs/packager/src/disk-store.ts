import { mkdir, readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Clock, type Log, systemClock, UNFINISHED, writeWhole } from '#kernel';
import { type BudgetedStore, DiskBudget } from './disk-budget.js';
import type { MediaStore } from './media-store.js';
import { RamStore } from './ram-store.js';

export interface DiskStoreOptions {
  folder: string;
  log: Log;
  /** What lies near the live edge stays in memory too. */
  ramBytes: number;
  /** What this store may take together with the others of the same budget; a number is a budget of its own. */
  limitBytes: number | DiskBudget;
  /** The machine keeps at least this much free. */
  minFreeBytes: number;
  /** Rewinding stops or goes on: for the host's panel. */
  onRewind?(state: 'stopped' | 'working'): void;
  clock?: Pick<Clock, 'wallMs'>;
}

interface StoredFile {
  sizeBytes: number;
  writtenMs: number;
}

/** Small, and everything else of its show is worth nothing without it: the last to go. */
const isMap = (name: string): boolean => name.endsWith('.mp4');

/** A disk slower than this many segments behind is as good as full. */
const LONGEST_QUEUE = 64;

/**
 * Memory for the live edge, files for rewinding. A disk that is full, slow or broken stops rewinding and says
 * so; the live edge never waits for it.
 */
export class DiskStore implements MediaStore, BudgetedStore {
  readonly #options: DiskStoreOptions;
  readonly #ram: RamStore;
  readonly #budget: DiskBudget;
  readonly #clock: Pick<Clock, 'wallMs'>;
  /** What is on disk, oldest first. */
  readonly #files: Map<string, StoredFile>;
  #diskBytes: number;
  #queued = 0;
  #writing: Promise<void> = Promise.resolve();
  #isStopped = false;

  private constructor(options: DiskStoreOptions, files: Map<string, StoredFile>) {
    this.#options = options;
    this.#ram = new RamStore(options.ramBytes);
    this.#files = files;
    this.#diskBytes = [...files.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const { limitBytes, clock = systemClock } = options;
    this.#clock = clock;
    this.#budget = typeof limitBytes === 'number' ? new DiskBudget(limitBytes) : limitBytes;
    this.#budget.join(this);
  }

  /** Finds again what an earlier run left. */
  static async create(options: DiskStoreOptions): Promise<DiskStore> {
    await mkdir(options.folder, { recursive: true });
    return new DiskStore(options, await filesIn(options.folder));
  }

  get storedBytes(): number {
    return this.#ram.storedBytes + this.#diskBytes;
  }

  get diskBytes(): number {
    return this.#diskBytes;
  }

  get oldestMs(): number | undefined {
    return this.#files.get(this.#oldestName ?? '')?.writtenMs;
  }

  get #oldestName(): string | undefined {
    let map: string | undefined;
    for (const name of this.#files.keys()) {
      if (!isMap(name)) return name;
      map ??= name;
    }
    return map;
  }

  async removeOldest(): Promise<void> {
    const name = this.#oldestName;
    if (name !== undefined) await this.#remove(name);
  }

  get isRewindWorking(): boolean {
    return !this.#isStopped;
  }

  put(name: string, bytes: Buffer): void {
    this.#ram.put(name, bytes);
    // No room was given: memory is all there is, and nothing is wrong.
    if (this.#budget.limitBytes === 0) return;
    if (this.#queued >= LONGEST_QUEUE) {
      this.#stop(new Error(`${LONGEST_QUEUE} writes are waiting`));
      return;
    }
    this.#queued += 1;
    this.#writing = this.#writing.then(() => this.#write(name, bytes));
  }

  async #write(name: string, bytes: Buffer): Promise<void> {
    const path = join(this.#options.folder, name);
    let release: (() => void) | undefined;
    try {
      release = await this.#budget.reserve(bytes.length);
      await this.#checkFree(bytes.length);
      await mkdir(dirname(path), { recursive: true });
      // A name exists only with all its bytes: a kill in between leaves a file that nobody lists.
      await writeWhole(path, bytes);
      this.#files.set(name, { sizeBytes: bytes.length, writtenMs: this.#clock.wallMs() });
      this.#diskBytes += bytes.length;
      this.#resume();
    } catch (error) {
      this.#stop(error);
    } finally {
      release?.();
      this.#queued -= 1;
    }
  }

  async #checkFree(neededBytes: number): Promise<void> {
    const { folder, minFreeBytes } = this.#options;
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
    if (this.#budget.limitBytes === 0) return this.#ram.has(name);
    // Not written after half a minute: it will not be.
    this.#ram.drop(name);
    return false;
  }

  drop(name: string): void {
    this.#ram.drop(name);
    if (this.#files.has(name)) this.#writing = this.#writing.then(() => this.#remove(name));
  }

  async #remove(name: string): Promise<void> {
    const file = this.#files.get(name);
    if (file === undefined) return;
    this.#files.delete(name);
    this.#diskBytes -= file.sizeBytes;
    await rm(join(this.#options.folder, name), { force: true }).catch(() => undefined);
  }

  /** Nothing is near the live edge any more: what is on disk leaves the memory. */
  async rest(): Promise<void> {
    await this.flushed();
    for (const name of this.#files.keys()) this.#ram.drop(name);
  }

  /** Everything handed over so far is on disk, or was given up. */
  async flushed(): Promise<void> {
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.flushed();
    this.#budget.leave(this);
    await this.#ram.close();
  }
}

async function filesIn(folder: string): Promise<Map<string, StoredFile>> {
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
  return new Map(found.map(({ name, size, mtimeMs }) => [name, { sizeBytes: size, writtenMs: mtimeMs }]));
}

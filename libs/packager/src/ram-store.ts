import type { MediaStore } from './media-store.js';

/** A ring in memory: over its limit, the oldest is given up and counted. */
export class RamStore implements MediaStore {
  readonly #limitBytes: number;
  readonly #files = new Map<string, Buffer>();
  #storedBytes = 0;
  #evicted = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get storedBytes(): number {
    return this.#storedBytes;
  }

  get evicted(): number {
    return this.#evicted;
  }

  put(name: string, bytes: Buffer): void {
    this.drop(name);
    this.#files.set(name, bytes);
    this.#storedBytes += bytes.length;
    for (const oldest of this.#files.keys()) {
      if (this.#storedBytes <= this.#limitBytes || oldest === name) break;
      this.drop(oldest);
      this.#evicted += 1;
    }
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  find(name: string): Buffer | undefined {
    return this.#files.get(name);
  }

  demote(name: string): boolean {
    return this.has(name);
  }

  drop(name: string): void {
    const bytes = this.#files.get(name);
    if (!bytes) return;
    this.#files.delete(name);
    this.#storedBytes -= bytes.length;
  }

  async close(): Promise<void> {
    this.#files.clear();
    this.#storedBytes = 0;
  }
}

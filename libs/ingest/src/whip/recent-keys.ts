import { hashSecret } from '#access';

const MOST = 10_000;

/** Keys that were right lately: wrong keys of their neighbours keep none of them out. Kept as hashes. */
export class RecentKeys {
  /** In order of last use. */
  readonly #hashes = new Set<string>();

  has(key: string): boolean {
    return this.#hashes.has(hashSecret(key));
  }

  add(key: string): void {
    this.delete(key);
    this.#hashes.add(hashSecret(key));
    if (this.#hashes.size <= MOST) return;
    const oldest = this.#hashes.keys().next();
    if (!oldest.done) this.#hashes.delete(oldest.value);
  }

  delete(key: string): void {
    this.#hashes.delete(hashSecret(key));
  }
}

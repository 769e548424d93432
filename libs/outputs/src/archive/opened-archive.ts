import type { ObjectStore } from './object-store.js';

/** The archive, opened when it is wanted first. Nothing where all recordings are on this disk. */
export class OpenedArchive {
  readonly #open: (() => Promise<ObjectStore>) | undefined;
  #opened: Promise<ObjectStore> | undefined;

  constructor(open: (() => Promise<ObjectStore>) | undefined) {
    this.#open = open;
  }

  /** One that could not be opened is tried again with the next request. */
  get(): Promise<ObjectStore> | undefined {
    if (this.#open === undefined) return undefined;
    this.#opened ??= this.#open().catch((error) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }
}

import type { Clock } from './clock.js';

export interface LatestWriterOptions<T> {
  /** One at a time. */
  write(batch: ReadonlyMap<string, T>): Promise<void>;
  /** Said at each attempt. */
  onFailed(error: unknown): void;
  /** So many keys are written together; without it all that wait. */
  batchLimit?: number;
  clock: Clock;
}

const RETRY_MS = 1_000;
/** More keys that could not be written are left out. */
const UNWRITTEN_LIMIT = 10_000;

/** Writes the latest value of each key behind whatever changes it. Nobody waits; what could not be written is tried again. */
export class LatestWriter<T> {
  readonly #options: LatestWriterOptions<T>;
  readonly #unwritten = new Map<string, T>();
  #writing: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;
  #isClosed = false;

  constructor(options: LatestWriterOptions<T>) {
    this.#options = options;
  }

  put(key: string, value: T): void {
    if (this.#unwritten.size >= UNWRITTEN_LIMIT && !this.#unwritten.has(key)) return;
    this.#unwritten.set(key, value);
    if (this.#cancelRetry === undefined) this.#writing ??= this.#writeAll();
  }

  /** What waits under this key is not written any more. */
  drop(key: string): void {
    this.#unwritten.delete(key);
  }

  /** Writes the rest; what fails then is not tried again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    await this.#writing;
    this.#writing ??= this.#writeAll();
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Whatever changes in the same turn is one write.
    await Promise.resolve();
    try {
      while (this.#unwritten.size > 0) await this.#writeNext();
    } catch (error) {
      this.#options.onFailed(error);
      this.#retryLater();
    }
    // In the turn of the last look: what comes from now on starts the next write.
    this.#writing = undefined;
  }

  async #writeNext(): Promise<void> {
    const { write, batchLimit = UNWRITTEN_LIMIT } = this.#options;
    const batch = new Map<string, T>();
    for (const [key, value] of this.#unwritten) {
      if (batch.size === batchLimit) break;
      this.#unwritten.delete(key);
      batch.set(key, value);
    }
    try {
      await write(batch);
    } catch (error) {
      // Behind the others: one that can never be written holds up none of them.
      for (const [key, value] of batch) if (!this.#unwritten.has(key)) this.#unwritten.set(key, value);
      throw error;
    }
  }

  #retryLater(): void {
    if (this.#isClosed) return;
    this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => {
      this.#cancelRetry = undefined;
      this.#writing ??= this.#writeAll();
    });
  }
}

import { ShowError } from '#kernel';

interface Waiting<T> {
  item: T;
  resolve(): void;
  reject(error: unknown): void;
}

export interface WriteBatchOptions<T> {
  /** Durable when it answers. */
  write(items: readonly T[]): Promise<void>;
  /** At most this many in one write. */
  batchLimit?: number;
  /** At most this many waiting; more are refused, so that a slow store costs answers, not memory. */
  waitingLimit?: number;
}

/**
 * Writes what many ask for in few statements: while one write is under way the next ones gather. An item is
 * answered when it is stored, never before.
 */
export class WriteBatch<T> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  readonly #batchLimit: number;
  readonly #waitingLimit: number;
  #waiting: Waiting<T>[] = [];
  #running: Promise<void> | undefined;

  constructor(options: WriteBatchOptions<T>) {
    this.#write = options.write;
    this.#batchLimit = options.batchLimit ?? 200;
    this.#waitingLimit = options.waitingLimit ?? 5_000;
  }

  add(item: T): Promise<void> {
    if (this.#waiting.length >= this.#waitingLimit) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything requested until now is stored or refused. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Askers of the same turn of the event loop share the first write too.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#batchLimit);
      this.#waiting = this.#waiting.slice(this.#batchLimit);
      await this.#store(batch);
    }
    this.#running = undefined;
  }

  async #store(batch: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.#write(batch.map((waiting) => waiting.item));
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }
}

const overloaded = () =>
  new ShowError({
    code: 'overloaded',
    message: 'Too much is being written at this moment. Try again.',
    blame: 'us',
    retry: true,
    status: 503,
  });

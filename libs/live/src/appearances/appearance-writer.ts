import type { Clock, Log } from '#kernel';
import type { Appearance, AppearancesStore } from '#show';

export interface AppearanceWriterOptions {
  store: Pick<AppearancesStore, 'put'>;
  clock: Clock;
  log: Log;
}

const RETRY_MS = 1_000;
/** More that could not be written are left out. */
const UNWRITTEN_LIMIT = 10_000;

/** Writes appearances, the newest state of each. No show waits for a write; one that failed is tried again. */
export class AppearanceWriter {
  readonly #options: AppearanceWriterOptions;
  #unwritten = new Map<string, Appearance>();
  #writing: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor(options: AppearanceWriterOptions) {
    this.#options = options;
  }

  put(appearances: readonly Appearance[]): void {
    for (const appearance of appearances)
      if (this.#unwritten.size < UNWRITTEN_LIMIT || this.#unwritten.has(appearance.id))
        this.#unwritten.set(appearance.id, appearance);
    if (this.#unwritten.size > 0) this.#writeSoon();
  }

  /** Writes the rest. */
  async close(): Promise<void> {
    this.#cancelRetry?.();
    await this.#writing;
    await this.#write();
    this.#cancelRetry?.();
  }

  #writeSoon(): void {
    if (this.#cancelRetry !== undefined) return;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
      // What came between the last look at the queue and now.
      if (this.#unwritten.size > 0) this.#writeSoon();
    });
  }

  /** What gathers while one write is under way goes with the next. */
  async #write(): Promise<void> {
    const { store, clock, log } = this.#options;
    await Promise.resolve();
    while (this.#unwritten.size > 0) {
      const batch = this.#unwritten;
      this.#unwritten = new Map();
      try {
        await store.put([...batch.values()]);
      } catch (error) {
        this.#unwritten = new Map([...batch, ...this.#unwritten]);
        log.warn('live.appearances | not written, tried again', { error });
        this.#cancelRetry = clock.after(RETRY_MS, () => {
          this.#cancelRetry = undefined;
          this.#writeSoon();
        });
        return;
      }
    }
  }
}

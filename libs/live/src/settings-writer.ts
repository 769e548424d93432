import type { Clock, Log } from '#kernel';
import type { SettingsStore } from '#show';

export interface SettingsWriterOptions {
  store: Pick<SettingsStore, 'find' | 'set' | 'remove'>;
  clock: Clock;
  log: Log;
}

const RETRY_MS = 1_000;

/**
 * Short texts that outlive a restart. Nobody waits for a write: the newest text of a key is the one that counts, and
 * what could not be written is tried again.
 */
export class SettingsWriter {
  readonly #options: SettingsWriterOptions;
  /** What is to be written, by key; null removes. */
  readonly #unwritten = new Map<string, string | null>();
  #writing: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor(options: SettingsWriterOptions) {
    this.#options = options;
  }

  find(key: string): Promise<string | undefined> {
    return this.#options.store.find(key);
  }

  keep(key: string, text: string | null): void {
    this.#unwritten.set(key, text);
    this.#writeSoon();
  }

  /** What is not written yet stays as it was. */
  leave(key: string): void {
    this.#unwritten.delete(key);
  }

  /** Writes the rest. */
  async close(): Promise<void> {
    this.#cancelRetry?.();
    await this.#writing;
    await this.#write();
  }

  #writeSoon(): void {
    if (this.#cancelRetry !== undefined) return;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
      if (this.#unwritten.size > 0) this.#writeSoon();
    });
  }

  async #write(): Promise<void> {
    const { store, clock, log } = this.#options;
    // Whatever happens in the same turn is one write.
    await Promise.resolve();
    for (const [key, text] of [...this.#unwritten]) {
      this.#unwritten.delete(key);
      try {
        if (text === null) await store.remove(key);
        else await store.set(key, text);
      } catch (error) {
        if (!this.#unwritten.has(key)) this.#unwritten.set(key, text);
        log.warn('live.notes | not written, tried again', { key, error });
        this.#cancelRetry = clock.after(RETRY_MS, () => {
          this.#cancelRetry = undefined;
          this.#writeSoon();
        });
        return;
      }
    }
  }
}

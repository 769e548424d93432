import { type Clock, LatestWriter, type Log } from '#kernel';
import type { SettingsStore } from '#show';

export interface SettingsWriterOptions {
  store: Pick<SettingsStore, 'find' | 'set' | 'remove'>;
  clock: Clock;
  log: Log;
}

/** Short texts that outlive a restart. Nobody waits for a write. */
export class SettingsWriter {
  readonly #store: SettingsWriterOptions['store'];
  /** Null removes. */
  readonly #writer: LatestWriter<string | null>;

  constructor({ store, clock, log }: SettingsWriterOptions) {
    this.#store = store;
    this.#writer = new LatestWriter({
      write: (batch) => this.#write(batch),
      batchLimit: 1,
      onFailed: (error) => log.warn('live.notes | not written, tried again', { error }),
      clock,
    });
  }

  find(key: string): Promise<string | undefined> {
    return this.#store.find(key);
  }

  keep(key: string, text: string | null): void {
    this.#writer.put(key, text);
  }

  /** What is not written yet stays as it was. */
  leave(key: string): void {
    this.#writer.drop(key);
  }

  /** Writes the rest. */
  close(): Promise<void> {
    return this.#writer.close();
  }

  async #write(batch: ReadonlyMap<string, string | null>): Promise<void> {
    for (const [key, text] of batch)
      if (text === null) await this.#store.remove(key);
      else await this.#store.set(key, text);
  }
}

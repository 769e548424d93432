import type { Clock, Log } from '#kernel';

export interface FailureRecorderOptions {
  /** Stores that a show failed, and why. */
  record: (showId: string, reason: string) => Promise<unknown>;
  clock: Clock;
  log: Log;
}

const RETRY_MS = 1_000;

/** Stores which shows failed, again and again while the database is away. */
export class FailureRecorder {
  readonly #options: FailureRecorderOptions;
  readonly #closing = new AbortController();

  constructor(options: FailureRecorderOptions) {
    this.#options = options;
  }

  /** Never throws: nobody waits for it. */
  add(showId: string, reason: string): void {
    void this.#add(showId, reason).catch(() => undefined);
  }

  close(): void {
    this.#closing.abort();
  }

  async #add(showId: string, reason: string): Promise<void> {
    const { record, clock, log } = this.#options;
    while (!this.#closing.signal.aborted) {
      try {
        await record(showId, reason);
        return;
      } catch (error) {
        log.warn('live.failure | not stored, tried again', { showId, error });
      }
      await clock.sleep(RETRY_MS, this.#closing.signal);
    }
  }
}

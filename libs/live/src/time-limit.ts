import type { Clock, Log } from '#kernel';
import type { ShowsStore } from '#show';

const REVIEW_MS = 30_000;
const MINUTE_MS = 60_000;

export interface TimeLimitOptions {
  /** Shows that are on air here. */
  live: () => readonly string[];
  store: Pick<ShowsStore, 'find'>;
  end: (showId: string) => Promise<unknown>;
  clock: Clock;
  log: Log;
}

/** Ends a show that has been live for as long as its limits allow: a forgotten one does not run for ever. */
export class TimeLimit {
  readonly #options: TimeLimitOptions;
  readonly #stop: () => void;
  #reviewing: Promise<void> | undefined;

  constructor(options: TimeLimitOptions) {
    this.#options = options;
    this.#stop = options.clock.every(REVIEW_MS, () => {
      this.#reviewing ??= this.#reviewAll().finally(() => {
        this.#reviewing = undefined;
      });
    });
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#reviewing;
  }

  async #reviewAll(): Promise<void> {
    for (const showId of this.#options.live()) await this.#review(showId);
  }

  /** Limits are read each time: a host may have changed them. */
  async #review(showId: string): Promise<void> {
    const { store, end, clock, log } = this.#options;
    try {
      const show = await store.find(showId);
      if (show === undefined || show.state !== 'live' || show.liveAtMs === null) return;
      const { maxMinutes } = show.limits;
      if (clock.wallMs() - show.liveAtMs < maxMinutes * MINUTE_MS) return;
      log.info('live.limit | a show has been live for as long as it may', { showId, maxMinutes });
      await end(showId);
    } catch (error) {
      log.warn('live.limit | tried again', { showId, error });
    }
  }
}

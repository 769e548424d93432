import { type Clock, Lifetime, type Log } from '#kernel';
import type { SettingsStore } from '#show';
import type { IdempotencyStore } from '../ports/idempotency.js';
import type { RetentionDays, RetentionStore } from '../ports/retention.js';
import type { SessionsStore } from '../ports/sessions.js';

export const DEFAULT_RETENTION: RetentionDays = { chat: null, audit: 365, visits: 180, webhookLog: 30 };

const SETTING = 'retention-days';
const PERIOD_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface RetentionOptions {
  store: RetentionStore;
  settings: SettingsStore;
  sessions: SessionsStore;
  idempotency: IdempotencyStore;
  clock: Clock;
  log: Log;
  /** What is held in memory goes too. */
  forgetAuthor(personId: string): void;
}

/** Deletes what has been kept long enough, once an hour, and what a person wants gone, at once. */
export class RetentionService {
  readonly #options: RetentionOptions;
  readonly #lifetime = new Lifetime();

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#lifetime.adopt(options.clock.every(PERIOD_MS, () => void this.#purgeQuietly()));
  }

  async days(): Promise<RetentionDays> {
    const kept = await this.#options.settings.find(SETTING);
    return kept === undefined ? DEFAULT_RETENTION : { ...DEFAULT_RETENTION, ...JSON.parse(kept) };
  }

  async setDays(days: RetentionDays): Promise<RetentionDays> {
    await this.#options.settings.set(SETTING, JSON.stringify(days));
    return days;
  }

  async purge(): Promise<Record<keyof RetentionDays, number>> {
    const { store, sessions, idempotency, clock } = this.#options;
    const nowMs = clock.wallMs();
    await sessions.removeExpired(nowMs);
    await idempotency.removeBefore(nowMs - DAY_MS);
    return store.purge(await this.days(), nowMs);
  }

  /** Everything that a person without an account said, asked, voted and watched, in every show. */
  async eraseViewer(viewer: { authorId?: string; deviceHash?: string }): Promise<number> {
    const records = await this.#options.store.eraseViewer(viewer);
    if (viewer.authorId !== undefined) this.#options.forgetAuthor(viewer.authorId);
    return records;
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }

  async #purgeQuietly(): Promise<void> {
    const { log } = this.#options;
    try {
      log.info('retention.purge | deleted', { ...(await this.purge()) });
    } catch (error) {
      log.warn('retention.purge | failed, tried again in an hour', { error });
    }
  }
}

import { createRequire } from 'node:module';
import type * as Flexible from 'rate-limiter-flexible';
import { MemoryRateLimiter } from './memory-rate-limiter.js';
import type { CreateRateLimiter, RateAnswer, RateLimiter, RequestRate } from './rate-limiter.js';

/** Loaded where there is a Redis alone: the index brings the clients of ten databases. */
const load = () => createRequire(import.meta.url)('rate-limiter-flexible') as typeof Flexible;

export interface RateStore {
  /** A client of ioredis whose commands fail soon while Redis is away. */
  client: object;
  /** Known to be away: it is not asked. */
  isAway(): boolean;
}

/** Counts over all processes that share a Redis. While it is away each counts alone. */
class RedisRateLimiter implements RateLimiter {
  readonly #limiter: Flexible.RateLimiterRedis;
  readonly #Answer: typeof Flexible.RateLimiterRes;
  readonly #alone: MemoryRateLimiter;
  readonly #store: RateStore;

  constructor(store: RateStore, name: string, rate: RequestRate) {
    const { burst, perMinute } = rate;
    this.#store = store;
    const { RateLimiterRedis, RateLimiterRes } = load();
    this.#Answer = RateLimiterRes;
    this.#limiter = new RateLimiterRedis({
      storeClient: store.client,
      keyPrefix: `proscenium.rates.${name}`,
      points: burst,
      // Redis counts whole seconds.
      duration: Math.max(1, Math.round((burst / perMinute) * 60)),
      rejectIfRedisNotReady: true,
    });
    this.#alone = new MemoryRateLimiter(name, rate);
  }

  async take(key: string): Promise<RateAnswer> {
    if (this.#store.isAway()) return this.#alone.take(key);
    try {
      return this.#answer(true, await this.#limiter.consume(key));
    } catch (refused) {
      if (refused instanceof this.#Answer) return this.#answer(false, refused);
      return this.#alone.take(key);
    }
  }

  async giveBack(key: string): Promise<void> {
    if (this.#store.isAway()) await this.#alone.giveBack(key);
    else await this.#limiter.reward(key).catch(() => this.#alone.giveBack(key));
  }

  async forget(key: string): Promise<void> {
    await this.#alone.forget(key);
    if (!this.#store.isAway()) await this.#limiter.delete(key).catch(() => undefined);
  }

  #answer(allowed: boolean, { remainingPoints, msBeforeNext }: Flexible.RateLimiterRes): RateAnswer {
    const retryAfterMs = remainingPoints > 0 ? 0 : Math.max(1, Math.ceil(msBeforeNext));
    return { allowed, limit: this.#limiter.points, remaining: remainingPoints, retryAfterMs };
  }
}

/** Limiters that count over all nodes. */
export const redisRateLimiter =
  (store: RateStore): CreateRateLimiter =>
  (name, rate) =>
    new RedisRateLimiter(store, name, rate);

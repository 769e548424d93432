import { createRequire } from 'node:module';
import type * as Flexible from 'rate-limiter-flexible';
import type { CreateRateLimiter, RateAnswer, RateLimiter, RequestRate } from './rate-limiter.js';

/** Its index loads the clients of ten databases, in each of our processes. */
const load = createRequire(import.meta.url);
const RateLimiterMemory = load(
  'rate-limiter-flexible/lib/RateLimiterMemory.js',
) as typeof Flexible.RateLimiterMemory;
const RateLimiterRes = load('rate-limiter-flexible/lib/RateLimiterRes.js') as typeof Flexible.RateLimiterRes;

/** Keys that one limiter remembers. Beyond it the key that was quiet longest is forgotten, which only favours it. */
const KEY_LIMIT = 50_000;

/** A limiter whose counts live in this process: `burst` requests in each window of `burst / perMinute` minutes. */
export class MemoryRateLimiter implements RateLimiter {
  readonly #limiter: Flexible.RateLimiterMemory;
  readonly #keyLimit: number;
  /** In order of last use: the library itself keeps as many keys as come. */
  readonly #keys = new Set<string>();

  constructor(name: string, { burst, perMinute }: RequestRate, keyLimit = KEY_LIMIT) {
    this.#limiter = new RateLimiterMemory({
      keyPrefix: name,
      points: burst,
      duration: (burst / perMinute) * 60,
    });
    this.#keyLimit = keyLimit;
  }

  get size(): number {
    return this.#keys.size;
  }

  async take(key: string): Promise<RateAnswer> {
    this.#keep(key);
    try {
      return this.#answer(true, await this.#limiter.consume(key));
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return this.#answer(false, refused);
      throw refused;
    }
  }

  async giveBack(key: string): Promise<void> {
    if (this.#keys.has(key)) await this.#limiter.reward(key);
  }

  async forget(key: string): Promise<void> {
    this.#keys.delete(key);
    await this.#limiter.delete(key);
  }

  #answer(allowed: boolean, { remainingPoints, msBeforeNext }: Flexible.RateLimiterRes): RateAnswer {
    const retryAfterMs = remainingPoints > 0 ? 0 : Math.max(1, Math.ceil(msBeforeNext));
    return { allowed, limit: this.#limiter.points, remaining: remainingPoints, retryAfterMs };
  }

  #keep(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    if (this.#keys.size <= this.#keyLimit) return;
    const oldest = this.#keys.keys().next();
    if (oldest.done) return;
    this.#keys.delete(oldest.value);
    void this.#limiter.delete(oldest.value);
  }
}

export const memoryRateLimiter: CreateRateLimiter = (name, rate) => new MemoryRateLimiter(name, rate);

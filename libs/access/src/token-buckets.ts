export interface BucketRate {
  /** How many at once. */
  burst: number;
  /** How many a minute in the long run. */
  perMinute: number;
}

export interface BucketAnswer {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Until one more is allowed. */
  retryAfterMs: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** One bucket a key. Memory is bounded: the key that was quiet longest is forgotten, which only favours it. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #limit: number;

  constructor(limit = 50_000) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#buckets.size;
  }

  take(key: string, rate: BucketRate, nowMs: number): BucketAnswer {
    const perMs = rate.perMinute / 60_000;
    const held = this.#buckets.get(key) ?? { tokens: rate.burst, filledAtMs: nowMs };
    const tokens = Math.min(rate.burst, held.tokens + Math.max(0, nowMs - held.filledAtMs) * perMs);
    const allowed = tokens >= 1;
    const left = allowed ? tokens - 1 : tokens;
    this.#keep(key, { tokens: left, filledAtMs: nowMs });
    return {
      allowed,
      limit: rate.burst,
      remaining: Math.floor(left),
      retryAfterMs: left >= 1 ? 0 : Math.ceil((1 - left) / perMs),
    };
  }

  /** Gives back what `take` took: the attempt turned out to be a good one. */
  forget(key: string): void {
    this.#buckets.delete(key);
  }

  #keep(key: string, bucket: Bucket): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size <= this.#limit) return;
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}

/** How much one key may ask: `burst` at once, `perMinute` in the long run. */
export interface RequestRate {
  burst: number;
  perMinute: number;
}

export interface RateAnswer {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Until the limit is whole again. */
  retryAfterMs: number;
}

/** Counts requests by key. The store is the limiter's own: memory in one process, Redis where several share it. */
export interface RateLimiter {
  /** Counts one request, allowed or not. */
  take(key: string): Promise<RateAnswer>;
  /** Takes one request back: it turned out to be a good one. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

/** Limiters of one name share their counts, wherever they were made. */
export type CreateRateLimiter = (name: string, rate: RequestRate) => RateLimiter;

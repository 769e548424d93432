import { type Actor, type BucketAnswer, type BucketRate, TokenBuckets } from '#access';
import { type Clock, guestError } from '#kernel';
import type { RateName } from './operation.js';

export type Rates = Record<RateName, BucketRate>;

/** For each account, ticket or, where nobody is known, address. Many viewers may share one address. */
export const DEFAULT_RATES: Rates = {
  read: { burst: 600, perMinute: 15_000 },
  write: { burst: 120, perMinute: 1_200 },
  'sign-in': { burst: 30, perMinute: 30 },
  arrive: { burst: 500, perMinute: 3_000 },
  heartbeat: { burst: 10, perMinute: 30 },
};

function keyOf(actor: Actor, address: string): string {
  switch (actor.kind) {
    case 'nobody':
      return address;
    case 'person':
      return actor.sessionId;
    case 'api-key':
      return actor.keyId;
    case 'ticket':
      return `${actor.ticket.showId}/${actor.ticket.subject}`;
  }
}

export class RateGate {
  readonly #clock: Clock;
  readonly #rates: Rates;
  readonly #buckets = new TokenBuckets();

  constructor(clock: Clock, rates: Partial<Rates> = {}) {
    this.#clock = clock;
    this.#rates = { ...DEFAULT_RATES, ...rates };
  }

  take(name: RateName, actor: Actor, address: string): BucketAnswer {
    const key = `${name} ${keyOf(actor, address)}`;
    return this.#buckets.take(key, this.#rates[name], this.#clock.monotonicMs());
  }
}

export const rateHeaders = (answer: BucketAnswer): Record<string, string> => ({
  'ratelimit-limit': String(answer.limit),
  'ratelimit-remaining': String(answer.remaining),
  'ratelimit-reset': String(Math.ceil(answer.retryAfterMs / 1_000)),
  ...(answer.allowed ? {} : { 'retry-after': String(Math.max(1, Math.ceil(answer.retryAfterMs / 1_000))) }),
});

export const tooManyRequests = (answer: BucketAnswer) =>
  guestError('too-many-requests', 'Too many requests. Wait as long as Retry-After says.', {
    status: 429,
    retry: true,
    details: { retryAfterMs: answer.retryAfterMs },
  });

import {
  type Actor,
  type CreateRateLimiter,
  memoryRateLimiter,
  networkOf,
  type RateAnswer,
  type RateLimiter,
  type RequestRate,
} from '#access';
import type { RateName } from '../operation.js';

export type Rates = Record<RateName, RequestRate>;

/** For each account or ticket; for each network where nobody is known. */
export const DEFAULT_RATES: Rates = {
  read: { burst: 600, perMinute: 15_000 },
  write: { burst: 120, perMinute: 1_200 },
  'sign-in': { burst: 30, perMinute: 30 },
  arrive: { burst: 500, perMinute: 3_000 },
  heartbeat: { burst: 10, perMinute: 30 },
};

/**
 * For all tickets of one network together. A ticket to watch costs nothing, so its own limit alone bounds nobody; many
 * honest viewers may share one address, a heartbeat each every ten seconds.
 */
export const NETWORK_RATES: Rates = {
  read: { burst: 3_000, perMinute: 30_000 },
  write: { burst: 600, perMinute: 6_000 },
  'sign-in': { burst: 30, perMinute: 30 },
  arrive: { burst: 500, perMinute: 3_000 },
  heartbeat: { burst: 3_000, perMinute: 18_000 },
};

const NAMES = Object.keys(DEFAULT_RATES) as RateName[];

/** Whose limit it is: a person's in all browsers together, as sessions are opened at will. */
function keyOf(actor: Actor): string | undefined {
  switch (actor.kind) {
    case 'nobody':
      return undefined;
    case 'person':
      return actor.personId;
    case 'api-key':
      return actor.keyId;
    case 'ticket':
      return `${actor.ticket.showId}/${actor.ticket.subject}`;
  }
}

const limiters = (create: CreateRateLimiter, of: string, rates: Rates): Record<RateName, RateLimiter> =>
  Object.fromEntries(NAMES.map((name) => [name, create(`api ${of} ${name}`, rates[name])])) as Record<
    RateName,
    RateLimiter
  >;

export class RequestRates {
  readonly #own: Record<RateName, RateLimiter>;
  readonly #tickets: Record<RateName, RateLimiter>;

  constructor(rates: Partial<Rates> = {}, create: CreateRateLimiter = memoryRateLimiter) {
    this.#own = limiters(create, 'own', { ...DEFAULT_RATES, ...rates });
    this.#tickets = limiters(create, 'tickets of a network', { ...NETWORK_RATES, ...rates });
  }

  async take(name: RateName, actor: Actor, address: string): Promise<RateAnswer> {
    const network = networkOf(address);
    const own = await this.#own[name].take(keyOf(actor) ?? network);
    if (actor.kind !== 'ticket' || !own.allowed) return own;
    const all = await this.#tickets[name].take(network);
    return all.allowed ? own : all;
  }
}

export const rateHeaders = (answer: RateAnswer): Record<string, string> => ({
  'ratelimit-limit': String(answer.limit),
  'ratelimit-remaining': String(answer.remaining),
  'ratelimit-reset': String(Math.ceil(answer.retryAfterMs / 1_000)),
  ...(answer.allowed ? {} : { 'retry-after': String(Math.max(1, Math.ceil(answer.retryAfterMs / 1_000))) }),
});

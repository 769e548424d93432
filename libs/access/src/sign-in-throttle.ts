import { guestError } from '#kernel';
import { memoryRateLimiter } from './memory-rate-limiter.js';
import { networkOf } from './network-of.js';
import type { CreateRateLimiter, RateLimiter, RequestRate } from './rate-limiter.js';

/** A person mistypes a few times; a guesser gets a handful of attempts in ten minutes. */
const PER_ACCOUNT_AND_NETWORK: RequestRate = { burst: 5, perMinute: 0.5 };
/** Several people behind one address. */
const PER_NETWORK: RequestRate = { burst: 20, perMinute: 4 };

/**
 * Limits guessing of passwords by network, and by account and network together. Never by the account alone: anybody
 * who knows an e-mail address could lock its owner out.
 */
export class SignInThrottle {
  readonly #pairs: RateLimiter;
  readonly #networks: RateLimiter;

  constructor(create: CreateRateLimiter = memoryRateLimiter) {
    this.#pairs = create('sign-in account', PER_ACCOUNT_AND_NETWORK);
    this.#networks = create('sign-in network', PER_NETWORK);
  }

  /** Throws `too-many-attempts`. Counts the attempt whether the password is right or not. */
  async admit(account: string, address: string): Promise<void> {
    const network = networkOf(address);
    const answers = [await this.#networks.take(network), await this.#pairs.take(pairOf(account, network))];
    const refused = answers.filter(({ allowed }) => !allowed);
    if (refused.length === 0) return;
    throw guestError('too-many-attempts', 'Too many attempts. Wait a little before the next one.', {
      status: 429,
      retry: true,
      details: { retryAfterMs: Math.max(...refused.map(({ retryAfterMs }) => retryAfterMs)) },
    });
  }

  /** Right passwords leave no trace: signing in and out often is not guessing. */
  async succeeded(account: string, address: string): Promise<void> {
    const network = networkOf(address);
    await this.#pairs.forget(pairOf(account, network));
    await this.#networks.giveBack(network);
  }
}

const pairOf = (account: string, network: string): string => `${network} ${account}`;
